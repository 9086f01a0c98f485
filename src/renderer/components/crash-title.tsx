import { titleParts } from './title-parts.ts'
import './crash.css'

/** A crash's title with its function emphasised and the rest dimmed: the eye looks for the function. */
export const CrashTitle = ({ title, frame = null }: { readonly title: string; readonly frame?: string | null }) => {
  const parts = titleParts(title, frame)
  return (
    <span className="crash-title" title={title}>
      {parts.frame === '' ? (
        <span>{parts.before}</span>
      ) : (
        <>
          <span className="crash-title-rest">{parts.before}</span>
          <b>{parts.frame}</b>
          <span className="crash-title-rest">{parts.after}</span>
        </>
      )}
    </span>
  )
}
