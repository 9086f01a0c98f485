import { useNow } from './use-now.ts'
import { exactTime, relativeTime, utcTime } from './times.ts'

type Props = {
  readonly time: number
  /** What happened then, said on hover before the moment itself, which is then in UTC. */
  readonly what?: string | undefined
  /** What says so, behind it: `from the mail's date`. */
  readonly basis?: string | undefined
}

/** A moment against now, exact on hover. */
export const TimeAgo = ({ time, what, basis }: Props) => {
  const now = useNow()
  return (
    <time
      dateTime={new Date(time).toISOString()}
      title={
        what === undefined ? exactTime(time) : `${what}: ${utcTime(time)}${basis === undefined ? '' : `, ${basis}`}`
      }
    >
      {relativeTime(time, now)}
    </time>
  )
}
