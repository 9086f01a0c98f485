import { addDays, format, parse } from 'date-fns'
import { useState, type FormEvent } from 'react'
import type { Status } from '../../shared/model/triage.ts'
import { FormActs } from './form-acts.tsx'

type Props = {
  /** Reports that it has now, the most of them where there are several buckets. */
  readonly reports: number
  readonly onStatus: (status: Status) => void
  readonly onClose: () => void
}

const day = 'yyyy-MM-dd'

/** Asks until when, or until how many reports, it is not to be looked at. */
export const IgnoredForm = ({ reports, onStatus, onClose }: Props) => {
  const [how, setHow] = useState<'date' | 'reports' | 'good'>('date')
  const [until, setUntil] = useState(() => format(addDays(new Date(), 30), day))
  const [most, setMost] = useState(String(Math.max(10, reports * 2)))
  const [problem, setProblem] = useState<string | null>(null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const moment = parse(until, day, new Date()).getTime()
    const wanted = Number(most)
    if (how === 'date' && !(moment > Date.now())) return setProblem('Choose a day that is still to come.')
    if (how === 'reports' && !(Number.isSafeInteger(wanted) && wanted > reports)) {
      return setProblem(`Choose more than the ${reports} that it has.`)
    }
    return onStatus({
      kind: 'ignored',
      until: how === 'date' ? moment : null,
      reports: how === 'reports' ? wanted : null
    })
  }
  return (
    <form className="triage-form" onSubmit={submit}>
      <fieldset className="triage-choices">
        <legend>It is listed as ignored</legend>
        <label>
          <input
            type="radio"
            name="how"
            // A dialog that asks one thing is opened to answer it.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            checked={how === 'date'}
            onChange={() => setHow('date')}
          />
          <span>until</span>
          <input
            type="date"
            aria-label="Day"
            value={until}
            disabled={how !== 'date'}
            onChange={(event) => setUntil(event.target.value)}
          />
        </label>
        <label>
          <input type="radio" name="how" checked={how === 'reports'} onChange={() => setHow('reports')} />
          <span>until it has</span>
          <input
            type="number"
            aria-label="Reports"
            min={1}
            value={most}
            disabled={how !== 'reports'}
            onChange={(event) => setMost(event.target.value)}
          />
          <span>reports</span>
        </label>
        <label>
          <input type="radio" name="how" checked={how === 'good'} onChange={() => setHow('good')} />
          <span>for good</span>
        </label>
      </fieldset>
      {problem !== null && (
        <p className="triage-problem" role="alert">
          {problem}
        </p>
      )}
      <FormActs act="Ignore" onClose={onClose} />
    </form>
  )
}
