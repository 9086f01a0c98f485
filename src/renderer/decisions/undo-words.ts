import { deedText, type ActivityRow } from '../../shared/model/act.ts'
import { counted } from '../components/quantities.ts'

/** What an act was about: one title, or how many there were. */
export const aboutText = ({ about, count }: Pick<ActivityRow, 'about' | 'count'>): string => {
  const [only] = about
  if (only === undefined) return ''
  return count > 1 ? counted(count, only.bucket === null ? 'report' : 'bucket') : only.title
}

/** `Undone: set the status to confirmed, 3 buckets`. `gestures` are those that one command made. */
export const undoneText = (word: string, row: ActivityRow, gestures: number): string => {
  const about = aboutText(row)
  const times = gestures > 1 ? ` and ${counted(gestures - 1, 'more act')} of the same command` : ''
  // The words of a decision name their buckets themselves.
  return `${word}: ${deedText(row)}${about === '' || row.kind === 'decision' ? '' : `, ${about}`}${times}`
}
