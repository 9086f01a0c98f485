import { NotebookPen } from 'lucide-react'
import { crashKinds, type CrashKind } from '../../shared/model/crash-kind.ts'
import { KindMark } from '../components/kind-mark.tsx'
import { count } from '../components/quantities.ts'

type Props = {
  readonly counts: Readonly<Partial<Record<CrashKind, number>>>
  readonly chosen: readonly CrashKind[]
  readonly noted: boolean
  readonly onKinds: (kinds: readonly CrashKind[]) => void
  readonly onNoted: (noted: boolean) => void
}

/** What the list can be narrowed to, with how many buckets each has under the filter. */
export const KindFacets = ({ counts, chosen, noted, onKinds, onNoted }: Props) => {
  const toggle = (kind: CrashKind): void =>
    onKinds(chosen.includes(kind) ? chosen.filter((other) => other !== kind) : [...chosen, kind])
  return (
    <section className="sidebar facets" aria-label="Facets">
      <div className="facets-head">
        <h2>Kinds</h2>
        {chosen.length > 0 && (
          <button type="button" className="facets-clear" onClick={() => onKinds([])}>
            Show all
          </button>
        )}
      </div>
      {crashKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className="facet"
          aria-pressed={chosen.includes(kind)}
          data-none={(counts[kind] ?? 0) === 0 || undefined}
          onClick={() => toggle(kind)}
        >
          <KindMark kind={kind} />
          <span className="facet-count">{count(counts[kind] ?? 0)}</span>
        </button>
      ))}
      <div className="facets-head">
        <h2>Notes</h2>
      </div>
      <button type="button" className="facet" aria-pressed={noted} onClick={() => onNoted(!noted)}>
        <span className="facet-plain">
          <NotebookPen size={14} aria-hidden />
          With a note
        </span>
      </button>
    </section>
  )
}
