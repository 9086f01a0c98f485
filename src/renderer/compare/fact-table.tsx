import type { ComparedFact } from '../../shared/model/comparison.ts'
import { sortedFacts } from './detail-words.ts'
import type { LinePair } from './line-pair.ts'

type Props = {
  readonly label: string
  readonly facts: readonly ComparedFact[]
  readonly onLines: (lines: LinePair) => void
}

const words: Readonly<Record<ComparedFact['kind'], string>> = {
  same: 'the same',
  noise: 'not counted',
  different: 'differs',
  missing: 'in one only'
}

/** A fact that one side does not say is no difference; the mark points to who says it. */
const markOf = (kind: ComparedFact['kind'], inA: boolean): string => {
  if (kind === 'missing') return inA ? '◂' : '▸'
  return kind === 'noise' ? '~' : '≠'
}

/** Facts of both sides, what differs first. A row leads to its lines. */
export const FactTable = ({ label, facts, onLines }: Props) => {
  const { rows, same } = sortedFacts(facts)
  return (
    <div className="fact-table">
      <ul aria-label={label}>
        {rows.map(({ name, kind, a, b }) => (
          <li key={name}>
            <button
              type="button"
              data-stop
              className="fact-row"
              data-kind={kind}
              title={`${name}: ${words[kind]}`}
              onClick={() => onLines({ a: a?.line ?? null, b: b?.line ?? null })}
            >
              <span className="fact-name">{name}</span>
              <span className="fact-value">{a ? a.text : <i>not said</i>}</span>
              <span className="fact-mark" aria-hidden>
                {markOf(kind, a !== null)}
              </span>
              <span className="visually-hidden">{words[kind]}: </span>
              <span className="fact-value">{b ? b.text : <i>not said</i>}</span>
            </button>
          </li>
        ))}
      </ul>
      {same.length > 0 && (
        <p className="fact-same">
          <span>Same</span>{' '}
          {same.map(({ name, a }, index) => (
            <span key={name}>
              {index > 0 && ' · '}
              {name} <b>{a?.text}</b>
            </span>
          ))}
        </p>
      )}
    </div>
  )
}
