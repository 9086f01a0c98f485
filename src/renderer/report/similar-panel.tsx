import { ChevronDown, ChevronRight, GitCompare } from 'lucide-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { failureText } from '../../shared/model/failure.ts'
import type { BucketId, ReportId } from '../../shared/model/ids.ts'
import { keep, kept } from '../app/kept.ts'
import { CommandKeys } from '../components/keys.tsx'
import { CrashTitle } from '../components/crash-title.tsx'
import { Score } from '../similar/score.tsx'
import type { Similar } from './use-similar.ts'
import './similar-panel.css'

const storeKey = 'oopsdesk.report-similar'

type Props = {
  readonly similar: Similar
  readonly onOpen: (bucket: BucketId) => void
  readonly onCompare: (report: ReportId) => void
}

/** Up and down go from one to the next, as in the outline above. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  event.preventDefault()
  event.stopPropagation()
}

const Rows = ({ similar, onOpen, onCompare }: Props) => {
  if (similar.error) return <p className="similar-none">{failureText(similar.error.failure).message}</p>
  if (similar.buckets.length === 0) return <p className="similar-none">{similar.loading ? '' : similar.refusal}</p>
  return (
    <ul>
      {similar.buckets.map(({ bucket, score, report, reasons }) => (
        <li key={bucket.bucket}>
          <Score score={score} />
          <button
            type="button"
            data-stop
            className="similar-open"
            title={reasons.map(({ weighs, text }) => `${weighs === 'for' ? '+' : '-'} ${text}`).join('\n')}
            onClick={() => onOpen(bucket.bucket)}
          >
            <CrashTitle title={bucket.title} frame={bucket.frame} />
            {reasons[0] && <span className="similar-reason">{reasons[0].text}</span>}
          </button>
          <button
            type="button"
            className="button button-icon"
            aria-label={`Compare with ${bucket.title}`}
            title="Compare with the report of it that is most like this one"
            onClick={() => onCompare(report)}
          >
            <GitCompare size={15} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Other buckets that are like a report, beside its outline. */
export const SimilarPanel = (props: Props) => {
  const heading = useId()
  const [open, setOpen] = useState(() => kept(storeKey) !== 'closed')
  const toggle = (): void => {
    keep(storeKey, open ? 'closed' : 'open')
    setOpen(!open)
  }
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    // Its keys are those of the buttons in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className="similar-panel" aria-labelledby={heading} onKeyDown={walk}>
      <div className="similar-panel-heading">
        <button type="button" data-stop aria-expanded={open} onClick={toggle}>
          <Chevron size={14} aria-hidden />
          <span id={heading}>Similar buckets</span>
          {props.similar.buckets.length > 0 && <span className="outline-count">{props.similar.buckets.length}</span>}
        </button>
        {props.similar.buckets.length > 0 && (
          <span className="similar-panel-key">
            Compare with the first <CommandKeys id="report.compare-similar" />
          </span>
        )}
      </div>
      {open && <Rows {...props} />}
    </section>
  )
}
