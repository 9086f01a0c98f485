import { commonName, isMachinery } from '../cluster/function-name.ts'
import type { ComparisonMatrix, Varying } from '../../shared/model/comparison.ts'
import type { Report } from '../../shared/model/report.ts'
import { reportFacts } from './facts/report-facts.ts'

type Property = { readonly name: string; readonly read: (report: Report) => string | null }

const fact = (name: string): Property => ({
  name,
  read: (report) => reportFacts.find((one) => one.name === name)?.read({ report })?.text ?? null
})

/** Functions of the crash stack that say where, innermost first. */
const framesOf = (report: Report): readonly { readonly name: string; readonly place: string }[] =>
  (report.stacks.find(({ kind }) => kind === 'crash') ?? report.stacks[0])?.frames
    .filter(({ reliable, function: name }) => reliable && !isMachinery(commonName(name)))
    .map(({ function: name, offset, size }) => ({
      name: commonName(name),
      place:
        offset === null || size === null
          ? commonName(name)
          : `${commonName(name)}+0x${offset.toString(16)}/0x${size.toString(16)}`
    })) ?? []

const shown = 3

/** The most telling first: what speaks for another bug stands before what is another machine's. */
const properties: readonly Property[] = [
  fact('Title'),
  {
    name: 'Top frames',
    read: (report) =>
      framesOf(report)
        .slice(0, shown)
        .map(({ name }) => name)
        .join(' < ') || null
  },
  fact('Access'),
  fact('Function'),
  { name: 'Offset', read: (report) => framesOf(report)[0]?.place ?? null },
  fact('System call'),
  fact('Work'),
  fact('Object'),
  fact('Allocated in'),
  fact('Freed in'),
  fact('Lock order'),
  fact('Taint'),
  { name: 'Kernel', read: (report) => report.kernel },
  fact('Config'),
  fact('Compiler'),
  fact('Architecture'),
  fact('Hardware'),
  fact('Task'),
  fact('CPU')
]

const varyingOf = ({ name, read }: Property, reports: readonly Report[]): Varying => {
  const numbers = new Map<string, number>()
  const of = reports.map((report) => {
    const value = read(report)
    if (value === null) return null
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return number
  })
  return { name, values: [...numbers.keys()], of }
}

const isVarying = ({ values, of }: Varying): boolean => values.length > 1 || (values.length === 1 && of.includes(null))

/** Properties of the machine weigh little against those of the crash. */
const weights: ReadonlyMap<string, number> = new Map([
  ['Title', 3],
  ['Access', 2],
  ['Function', 2],
  ['Kernel', 0.5],
  ['Config', 0.25],
  ['Compiler', 0.25],
  ['Hardware', 0.25],
  ['Offset', 0.25],
  ['Task', 0.1],
  ['CPU', 0]
])

/** Names of a crash stack as a set, to tell how much of two stacks is one. */
const namesOf = (report: Report): ReadonlySet<string> => new Set(framesOf(report).map(({ name }) => name))

const apart = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  if (a.size === 0 && b.size === 0) return 0
  let common = 0
  for (const name of a) if (b.has(name)) common += 1
  return 1 - common / (a.size + b.size - common)
}

/** A whole stack's difference counts as much as so many properties. */
const stackWeight = 6

/**
 * The most different pair. Every pair is looked at up to a few hundred reports; beyond, the farthest from the first and
 * the farthest from that one, which is never nearer than half of the best.
 */
const farthest = (columns: readonly Varying[], reports: readonly Report[]): ComparisonMatrix['mostDifferent'] => {
  if (reports.length < 2) return null
  const names = reports.map(namesOf)
  const distance = (i: number, j: number): number => {
    const facts = columns.reduce((sum, { name, of }) => sum + (of[i] === of[j] ? 0 : (weights.get(name) ?? 1)), 0)
    return facts + stackWeight * apart(names[i] ?? new Set(), names[j] ?? new Set())
  }
  const from = (i: number): number => {
    let best = i === 0 ? 1 : 0
    reports.forEach((_, j) => {
      if (j !== i && distance(i, j) > distance(i, best)) best = j
    })
    return best
  }
  if (reports.length > 300) {
    const a = from(0)
    const b = from(a)
    return { a: Math.min(a, b), b: Math.max(a, b) }
  }
  let best = { a: 0, b: 1 }
  let most = distance(0, 1)
  for (let a = 0; a < reports.length; a += 1) {
    for (let b = a + 1; b < reports.length; b += 1) {
      const far = distance(a, b)
      if (far > most) [best, most] = [{ a, b }, far]
    }
  }
  return best
}

/** The reports of one bucket against each other, by what varies. */
export const matrixOf = (reports: readonly Report[]): ComparisonMatrix => {
  const all = properties.map((property) => varyingOf(property, reports))
  const columns = all.filter(isVarying)
  const shared = all.flatMap(({ name, values, of }) =>
    values.length === 1 && !of.includes(null) ? [{ name, value: values[0] ?? '' }] : []
  )
  return { columns, shared, mostDifferent: farthest(columns, reports) }
}
