import type { ComparedFact } from '../../../shared/model/comparison.ts'
import type { Found } from '../../../shared/model/span.ts'
import type { ComparedReport } from '../side.ts'

/** What one report says of a fact. */
export type Said = {
  readonly text: string
  readonly line: number | null
  /** What must be equal for the fact to be the same; the text where it is left out. */
  readonly key?: string
}

export type FactReader = {
  readonly name: string
  readonly group: ComparedFact['group']
  readonly read: (side: ComparedReport) => Said | null
  /** True where another value is no sign of another bug: whose task it was, which build. */
  readonly noise?: true | ((a: ComparedReport, b: ComparedReport) => boolean)
}

export const saidOf = <Value>(found: Found<Value> | null, text: (value: Value) => string | null): Said | null => {
  if (found === null) return null
  const words = text(found.value)
  return words === null || words === '' ? null : { text: words, line: found.span.line }
}

const sideOf = (said: Said | null): ComparedFact['a'] => (said === null ? null : { text: said.text, line: said.line })

/** A fact that neither report tells is left out. */
export const compareFact = (
  { name, group, read, noise }: FactReader,
  a: ComparedReport,
  b: ComparedReport
): ComparedFact | null => {
  const [left, right] = [read(a), read(b)]
  if (left === null && right === null) return null
  const kind =
    left === null || right === null
      ? 'missing'
      : (left.key ?? left.text) === (right.key ?? right.text)
        ? left.text === right.text
          ? 'same'
          : 'noise'
        : noise === true || (noise !== undefined && noise(a, b))
          ? 'noise'
          : 'different'
  return { name, group, kind, a: sideOf(left), b: sideOf(right) }
}
