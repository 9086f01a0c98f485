import { useNow } from './use-now.ts'
import { exactTime, relativeTime } from './times.ts'

/** A moment against now, exact on hover. */
export const TimeAgo = ({ time }: { readonly time: number }) => {
  const now = useNow()
  return (
    <time dateTime={new Date(time).toISOString()} title={exactTime(time)}>
      {relativeTime(time, now)}
    </time>
  )
}
