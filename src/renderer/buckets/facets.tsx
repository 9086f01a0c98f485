import { NotebookPen, UserRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { crashKinds } from '../../shared/model/crash-kind.ts'
import type { OutputOf } from '../../shared/protocol/methods.ts'
import type { BucketsSearch } from '../app/search.ts'
import { KindMark } from '../components/kind-mark.tsx'
import { count } from '../components/quantities.ts'
import { StatusMark } from '../triage/status-mark.tsx'
import { shownStatuses } from '../triage/triage-words.ts'

type Counts = Pick<OutputOf<'buckets.list'>, 'kinds' | 'statuses' | 'tags' | 'owners'>
type Props = {
  readonly counts: Counts | null
  readonly search: BucketsSearch
  readonly onChange: (part: Partial<BucketsSearch>) => void
}

type Choice<Value> = { readonly value: Value; readonly count: number; readonly mark: ReactNode }

/** Those that stand in the sidebar before the rest is asked for. */
const mostShown = 8

type FacetProps<Value extends string> = {
  readonly title: string
  readonly choices: readonly Choice<Value>[]
  readonly chosen: readonly Value[]
  readonly onChosen: (chosen: readonly Value[]) => void
}

/** One thing that the list can be narrowed by; several choices are joined by "or", but tags by "and". */
const Facet = <Value extends string>({ title, choices, chosen, onChosen }: FacetProps<Value>) => {
  const [all, setAll] = useState(false)
  if (choices.length === 0) return null
  const long = choices.length > mostShown + 1
  const shown = all || !long ? choices : choices.filter(({ value }, at) => at < mostShown || chosen.includes(value))
  const toggle = (value: Value): void =>
    onChosen(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value])
  return (
    <section aria-label={title}>
      <div className="facets-head">
        <h2>{title}</h2>
        {chosen.length > 0 && (
          <button type="button" className="facets-clear" onClick={() => onChosen([])}>
            Show all
          </button>
        )}
      </div>
      {shown.map(({ value, count: buckets, mark }) => (
        <button
          key={value}
          type="button"
          className="facet"
          aria-pressed={chosen.includes(value)}
          data-none={buckets === 0 || undefined}
          onClick={() => toggle(value)}
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

/** A choice of the URL that nothing has any more stays, so that it can be taken away. */
const withChosen = <Value extends string>(
  known: readonly { readonly value: Value; readonly count: number }[],
  chosen: readonly Value[]
): readonly { readonly value: Value; readonly count: number }[] => [
  ...known,
  ...chosen.filter((value) => !known.some((one) => one.value === value)).map((value) => ({ value, count: 0 }))
]

/** What the list can be narrowed to, with how many buckets each has. */
export const Facets = ({ counts, search, onChange }: Props) => (
  <section className="sidebar facets" aria-label="Facets">
    <Facet
      title="Status"
      choices={shownStatuses.map((status) => ({
        value: status,
        count: counts?.statuses[status] ?? 0,
        mark: <StatusMark status={status} />
      }))}
      chosen={search.statuses}
      onChosen={(statuses) => onChange({ statuses })}
    />
    <Facet
      title="Kinds"
      choices={crashKinds.map((kind) => ({
        value: kind,
        count: counts?.kinds[kind] ?? 0,
        mark: <KindMark kind={kind} />
      }))}
      chosen={search.kinds}
      onChosen={(kinds) => onChange({ kinds })}
    />
    <Facet
      title="Tags"
      choices={withChosen(
        (counts?.tags ?? []).map(({ tag, count: buckets }) => ({ value: tag, count: buckets })),
        search.tags
      ).map((one) => ({ ...one, mark: <span className="facet-text">{one.value}</span> }))}
      chosen={search.tags}
      onChosen={(tags) => onChange({ tags })}
    />
    <Facet
      title="Owners"
      choices={withChosen(
        (counts?.owners ?? []).map(({ owner, count: buckets }) => ({ value: owner, count: buckets })),
        search.owners
      ).map((one) => ({
        ...one,
        mark: (
          <span className="facet-plain">
            <UserRound size={13} aria-hidden />
            <span className="facet-text">{one.value}</span>
          </span>
        )
      }))}
      chosen={search.owners}
      onChosen={(owners) => onChange({ owners })}
    />
    <section aria-label="Notes">
      <div className="facets-head">
        <h2>Notes</h2>
      </div>
      <button
        type="button"
        className="facet"
        aria-pressed={search.noted}
        onClick={() => onChange({ noted: !search.noted })}
      >
        <span className="facet-plain">
          <NotebookPen size={14} aria-hidden />
          With a note
        </span>
      </button>
    </section>
  </section>
)
