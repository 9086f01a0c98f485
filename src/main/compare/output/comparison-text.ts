import { noiseWords, type Comparison, type NoiseClass } from '../../../shared/model/comparison.ts'
import { unifiedDiff } from './unified-diff.ts'
import { verdictLines } from './verdict.ts'
import type { Written } from './written.ts'

/** Within a sentence; `CPU numbers` stays as it is. */
const lower = (name: string): string => (/^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1))

/** `times 12, addresses 40`: the most frequent first. */
export const ignoredWords = ({ ignored }: Comparison): string => {
  const classes = Object.entries(ignored) as readonly (readonly [NoiseClass, number])[]
  return classes
    .toSorted((x, y) => y[1] - x[1])
    .map(([noise, times]) => `${lower(noiseWords[noise].name)} ${times}`)
    .join(', ')
}

export const sameWords = ({ facts }: Comparison): string =>
  facts
    .filter(({ kind, group }) => kind === 'same' && group !== 'registers')
    .map(({ name }) => lower(name))
    .join(', ')

const padded = (names: readonly string[]): number => names.reduce((most, name) => Math.max(most, name.length), 0)

/** A comparison as plain text, fit for a mail: no line of it is wrapped. */
export const comparisonText = (written: Written): string => {
  const { comparison, verdict, a, b } = written
  const facts = comparison.facts.filter(({ kind, group }) => kind === 'different' && group !== 'registers')
  const width = padded(facts.map(({ name }) => name))
  const same = sameWords(comparison)
  const ignored = ignoredWords(comparison)
  const lines = [
    `A: ${a.name}: ${a.title}`,
    `B: ${b.name}: ${b.title}`,
    '',
    ...verdictLines(verdict),
    '',
    ...(same === '' ? [] : [`Same: ${same}.`]),
    ...(facts.length === 0 ? [] : ['Different:']),
    ...facts.map(
      ({ name, a: left, b: right }) => `  ${name.padEnd(width)}  ${left?.text ?? '-'}  |  ${right?.text ?? '-'}`
    ),
    ...(ignored === '' ? [] : [`Not counted: ${ignored}.`]),
    ...(comparison.more === 0 ? [] : [`${comparison.more} more differences are not listed.`])
  ]
  const diff = unifiedDiff(written)
  return [...lines, ...(diff.length === 0 ? [] : ['', ...diff])].join('\n') + '\n'
}
