import { seenText, seenWords, type SeenAssumes, type SeenSource } from '../../shared/model/seen.ts'
import { TimeAgo } from './time-ago.tsx'
import './seen-time.css'

type Props = {
  readonly time: number
  /** What the time rests on, and what of it was not said. */
  readonly from: SeenSource
  readonly assumes?: SeenAssumes
  /** What was seen then: `First seen`. */
  readonly what?: string
  /** Says what it rests on beside it, where there is room; it is always said on hover. */
  readonly worded?: boolean
}

/** When a crash was seen, and what says so. */
export const SeenTime = ({ time, from, assumes = 'nothing', what = 'Seen', worded = false }: Props) => (
  <>
    <TimeAgo time={time} what={what} basis={seenText(from, assumes)} />
    {worded && <span className="seen-source">, by {seenWords(from)}</span>}
  </>
)
