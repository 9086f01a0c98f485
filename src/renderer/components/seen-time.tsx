import { FileClock } from 'lucide-react'
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

/** When a crash was seen, and what says so. What rests on the file alone is marked: a copy has the time of the copy. */
export const SeenTime = ({ time, from, assumes = 'nothing', what = 'Seen', worded = false }: Props) => (
  <>
    {from === 'file' && !worded && (
      <span className="seen-file" title="The log says no time; this is when its file was last changed.">
        <FileClock size={11} aria-hidden />
        <span className="visually-hidden">By the file's time: </span>
      </span>
    )}
    <TimeAgo time={time} what={what} basis={seenText(from, assumes)} />
    {worded && <span className="seen-source">, by {seenWords(from)}</span>}
  </>
)
