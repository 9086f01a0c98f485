import { NotebookPen, UserRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { crashKinds } from '../../shared/model/crash-kind.ts'
import type { OutputOf } from '../../shared/protocol/methods.ts'
import { askedValues, clearedField, toggledValue, writtenValue } from '../../shared/query/change-filter.ts'
import type { FieldName } from '../../shared/query/fields.ts'
import { KindMark } from '../components/kind-mark.tsx'
import { count } from '../components/quantities.ts'
import { StatusMark } from '../triage/status-mark.tsx'
import { shownStatuses } from '../triage/triage-words.ts'

type Counts = Pick<OutputOf<'buckets.list'>, 'kinds' | 'statuses' | 'tags' | 'owners'>
type Props = {
  readonly counts: Counts | null
  /** What is typed in the filter: the facets show it and change it. */
  readonly filter: string
  readonly onChange: (filter: string) => void
}

type Choice = { readonly value: string; readonly count: number; readonly mark: ReactNode }

/** Those that stand in the sidebar before the rest is asked for. */
const mostShown = 8

type FacetProps = Pick<Props, 'filter' | 'onChange'> & {
  readonly title: string
  readonly field: FieldName
  readonly choices: readonly Choice[]
}

const isAmong = (chosen: readonly string[], value: string): boolean =>
  chosen.some((one) => one.toLowerCase() === value.toLowerCase())

/** One thing that the list can be narrowed by; several choices are joined by "or", but tags by "and". */
const Facet = ({ title, field, choices, filter, onChange }: FacetProps) => {
  const [all, setAll] = useState(false)
  if (choices.length === 0) return null
  const chosen = askedValues(filter, field)
  const long = choices.length > mostShown + 1
  const shown = all || !long ? choices : choices.filter(({ value }, at) => at < mostShown || isAmong(chosen, value))
  return (
    <section aria-label={title}>
      <div className="facets-head">
        <h2>{title}</h2>
        {chosen.length > 0 && (
          <button type="button" className="facets-clear" onClick={() => onChange(clearedField(filter, field))}>
            Show all
          </button>
        )}
      </div>
      {shown.map(({ value, count: buckets, mark }) => (
        <button
          key={value}
          type="button"
          className="facet"
          aria-pressed={isAmong(chosen, value)}
          title={`${field}:${writtenValue(value)}`}
          data-none={buckets === 0 || undefined}
          onClick={() => onChange(toggledValue(filter, field, value))}
        >
          {mark}
          <span className="facet-count">{count(buckets)}</span>
        </button>
      ))}
      {long && (
        <button type="button" className="facet facet-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${count(choices.length)}`}
        </button>
      )}
    </section>
  )
}

type Known = { readonly value: string; readonly count: number }

/** A choice of the filter that nothing has any more stays, so that it can be taken away. */
const withChosen = (known: readonly Known[], chosen: readonly string[]): readonly Known[] => [
  ...known,
  ...chosen
    .filter(
      (value) =>
        !isAmong(
          known.map((one) => one.value),
          value
        )
    )
    .map((value) => ({ value, count: 0 }))
]

/** What the list can be narrowed to, with how many buckets each has. */
export const Facets = ({ counts, filter, onChange }: Props) => {
  const given = { filter, onChange }
  return (
    <section className="sidebar facets" aria-label="Facets">
      <Facet
        title="Status"
        field="status"
        choices={shownStatuses.map((status) => ({
          value: status,
          count: counts?.statuses[status] ?? 0,
          mark: <StatusMark status={status} />
        }))}
        {...given}
      />
      <Facet
        title="Kinds"
        field="kind"
        choices={crashKinds.map((kind) => ({
          value: kind,
          count: counts?.kinds[kind] ?? 0,
          mark: <KindMark kind={kind} />
        }))}
        {...given}
      />
      <Facet
        title="Tags"
        field="tag"
        choices={withChosen(
          (counts?.tags ?? []).map(({ tag, count: buckets }) => ({ value: tag, count: buckets })),
          askedValues(filter, 'tag')
        ).map((one) => ({ ...one, mark: <span className="facet-text">{one.value}</span> }))}
        {...given}
      />
      <Facet
        title="Owners"
        field="owner"
        choices={withChosen(
          (counts?.owners ?? []).map(({ owner, count: buckets }) => ({ value: owner, count: buckets })),
          askedValues(filter, 'owner')
        ).map((one) => ({
          ...one,
          mark: (
            <span className="facet-plain">
              <UserRound size={13} aria-hidden />
              <span className="facet-text">{one.value}</span>
            </span>
          )
        }))}
        {...given}
      />
      <section aria-label="Notes">
        <div className="facets-head">
          <h2>Notes</h2>
        </div>
        <button
          type="button"
          className="facet"
          aria-pressed={isAmong(askedValues(filter, 'has'), 'note')}
          onClick={() => onChange(toggledValue(filter, 'has', 'note'))}
        >
          <span className="facet-plain">
            <NotebookPen size={14} aria-hidden />
            With a note
          </span>
        </button>
      </section>
    </section>
  )
}
