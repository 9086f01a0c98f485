import { nameParts } from './name-parts.ts'
import './log-name.css'

/** A log's name, and which crash of it: where the room is short the name is cut in its middle, and the number never. */
export const LogName = ({ name, index }: { readonly name: string; readonly index: number }) => {
  const { head, tail } = nameParts(name)
  return (
    <>
      {head !== '' && <span className="log-name-head">{head}</span>}
      <span className="log-name-tail">{tail}</span>
      {index > 0 && <span className="log-name-index">{` #${index + 1}`}</span>}
    </>
  )
}
