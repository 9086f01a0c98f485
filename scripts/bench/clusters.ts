import { resolve } from 'node:path'
import { sameBugThreshold } from '../../src/main/cluster/buckets.ts'
import { fingerprintOf } from '../../src/main/cluster/fingerprint.ts'
import { type Score, scoreBy } from '../../src/main/cluster/similarity.ts'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import { fitTrees } from './clusters/fit-trees.ts'
import { edgesOf, groupsOf, type Item, largestComponent, rankedOf } from './clusters/grouping.ts'
import { type KnownReport, readKnownBugs } from './clusters/known-bugs.ts'
import { inOtherShape, perturbed } from './clusters/perturb.ts'
import { randomFrom, shuffled } from './clusters/random.ts'
import { pairScores, rankScores } from './clusters/scores.ts'
import { copySamples, directions, fitOptions, knownPairs, samplesOf } from './clusters/training.ts'

/**
 * How right the buckets and the similar crashes are: `npm run bench -- clusters DIR TRUTH [DAY...]`. DIR holds the logs,
 * TRUTH a line `{file, bug, title?, date?, gold?}` for each. One line of JSON for each measurement.
 *
 * `all` is the shipped model on all reports, which may have learnt from them. With days, they cut the reports into
 * parts by date: `from DAY` are the reports from the last day on, scored by a model fitted to those before it, and
 * `unseen` all reports, each pair scored by a model fitted without the parts of either.
 */
const [folder, truth, ...days] = process.argv.slice(2)
if (folder === undefined || truth === undefined) {
  console.error('usage: npm run bench -- clusters DIR TRUTH [DAY...]')
  process.exit(2)
}

const rounded = (value: number): number => Number(value.toFixed(3))
const say = (what: string, figures: Readonly<Record<string, unknown>>): void =>
  console.log(JSON.stringify({ what, ...figures }))

const byTitle = (
  reports: readonly KnownReport[],
  title: (one: KnownReport) => string
): readonly (readonly string[])[] => {
  const groups = new Map<string, string[]>()
  for (const one of reports) groups.set(title(one), [...(groups.get(title(one)) ?? []), one.file])
  return [...groups.values()]
}

const pairFigures = (
  buckets: readonly (readonly string[])[],
  reports: readonly KnownReport[]
): Readonly<Record<string, number>> => {
  const { precision, recall, f1 } = pairScores(buckets, new Map(reports.map((one) => [one.file, one.bug])))
  return { precision: rounded(precision), recall: rounded(recall), f1: rounded(f1) }
}

const rankFigures = (
  reports: readonly KnownReport[],
  similar: ReturnType<typeof rankedOf>,
  cross: boolean
): Readonly<Record<string, number>> => {
  const { queries, mrr, at1, at10 } = rankScores(reports, similar, cross)
  return { queries, mrr: rounded(mrr), at1: rounded(at1), at10: rounded(at10) }
}

/** How often pairs of some score are one bug: what the score should say. */
const calibration = (
  edges: readonly { readonly a: string; readonly b: string; readonly score: number }[],
  reports: readonly KnownReport[]
): readonly string[] => {
  const bugOf = new Map(reports.map((one) => [one.file, one.bug]))
  const bands = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.01]
  return bands.map((high, at) => {
    const low = bands[at - 1] ?? 0
    const within = edges.filter((edge) => edge.score >= low && edge.score < high)
    const same = within.filter((edge) => bugOf.get(edge.a) === bugOf.get(edge.b)).length
    return `${low}-${Math.min(1, high)}: ${within.length === 0 ? '-' : rounded(same / within.length)} of ${within.length}`
  })
}

/** What other thresholds would give. */
const thresholds = [0.33, 0.34, 0.35, 0.36, 0.37, 0.38, 0.39, 0.4, 0.41, 0.42, 0.43, 0.44, 0.45]

const measure = (part: string, reports: readonly KnownReport[], scoreFor?: (a: Item, b: Item) => Score): void => {
  say('title rule', {
    part,
    reports: reports.length,
    ...pairFigures(
      byTitle(reports, (one) => one.title),
      reports
    )
  })
  say('own titles', {
    part,
    ...pairFigures(
      byTitle(reports, (one) => one.report.title),
      reports
    )
  })
  for (const useDays of reports.some((one) => one.day !== null) ? [false, true] : [false]) {
    const dates = useDays ? 'with' : 'without'
    const edges = edgesOf(reports, useDays, scoreFor)
    const buckets = groupsOf(reports, edges, sameBugThreshold)
    say('buckets', { part, dates, buckets: buckets.length, ...pairFigures(buckets, reports) })
    for (const threshold of thresholds) {
      say('threshold', { part, dates, threshold, ...pairFigures(groupsOf(reports, edges, threshold), reports) })
    }
    const similar = rankedOf(reports, edges)
    say('similar', { part, dates, ...rankFigures(reports, similar, false) })
    say('cross', { part, dates, ...rankFigures(reports, similar, true) })
    say('calibration', { part, dates, bands: calibration(edges, reports) })
    say('largest component', { part, dates, reports: largestComponent(reports, edges, sameBugThreshold) })
  }
}

type Copy = Item & { readonly source: string }

/** Copies of one report of each bug, up to a hundred bugs, and the report itself first. */
const copiesOf = (reports: readonly KnownReport[], each: number): readonly Copy[] => {
  const sources = shuffled([...new Map(reports.map((one) => [one.bug, one])).values()], randomFrom(3)).slice(0, 100)
  return sources.flatMap((source, at) => {
    const text = source.text
    const random = randomFrom(at + 1)
    const shape = randomFrom(1000 + at)
    return Array.from({ length: each + 1 }, (_, copy) => copy).flatMap((copy): readonly Copy[] => {
      const [report] = parseLog(
        Buffer.from(copy === 0 ? text : inOtherShape(perturbed(text, random), shape), 'latin1')
      ).reports
      if (report === undefined) return []
      return [{ file: `${source.file}#${copy}`, source: source.file, fingerprint: fingerprintOf(report), day: null }]
    })
  })
}

const named = (some: readonly (readonly string[])[]): readonly string[] => some.map((sources) => sources.join(' '))

const measureCopies = (reports: readonly KnownReport[]): void => {
  const copies = copiesOf(reports, 20)
  const buckets = groupsOf(copies, edgesOf(copies, false), sameBugThreshold)
  const homeOf = new Map(buckets.flatMap((bucket, at) => bucket.map((file): [string, number] => [file, at])))
  const made = copies.filter((copy) => !copy.file.endsWith('#0'))
  const home = made.filter((copy) => homeOf.get(copy.file) === homeOf.get(`${copy.source}#0`)).length
  const sourceOf = new Map(copies.map((copy) => [copy.file, copy.source]))
  const meet = buckets
    .map((bucket) => [...new Set(bucket.map((file) => sourceOf.get(file) ?? ''))])
    .filter((sources) => sources.length > 1)
  const several = new Set(reports.filter((one) => one.several).map((one) => one.file))
  const oneBug = (sources: readonly string[]): boolean => sources.every((source) => several.has(source))
  say('perturbed copies', {
    sources: copies.length - made.length,
    copies: made.length,
    home: rounded(home / made.length),
    sourcesMeet: named(meet.filter((sources) => !oneBug(sources))),
    // Logs of several bugs at once, of which the truth does not say which is first.
    severalBugsMeet: named(meet.filter(oneBug))
  })
}

const written = (items: readonly Item[]): string =>
  groupsOf(items, edgesOf(items, true), sameBugThreshold)
    .map((bucket) => bucket.toSorted().join(' '))
    .toSorted((a, b) => a.localeCompare(b))
    .join('\n')

const measureOrder = (reports: readonly KnownReport[]): void => {
  const first = written(reports)
  const orders = Array.from({ length: 20 }, (_, at) => written(shuffled(reports, randomFrom(at))))
  say('order', { orders: orders.length, other: orders.filter((order) => order !== first).length })
}

const reports = readKnownBugs(resolve(folder), resolve(truth))
measure('all', reports)
if (days.length > 0) {
  const cuts = days.map((day) => Date.parse(day) / 86_400_000)
  const partOf = (item: Item): number => cuts.filter((cut) => item.day !== null && item.day >= cut).length
  const pairs = knownPairs(reports)
  const copies = reports.map((report, at) => ({ report, samples: copySamples(report, at) }))
  const fitted = new Map<string, Score>()
  const fittedWithout = (...parts: readonly number[]): Score => {
    const key = parts.toSorted((a, b) => a - b).join(' ')
    const learnt = pairs.filter(({ a, b }) => !parts.includes(partOf(a)) && !parts.includes(partOf(b)))
    const others = copies.filter(({ report }) => !parts.includes(partOf(report))).flatMap(({ samples }) => samples)
    const score = fitted.get(key) ?? scoreBy(fitTrees([...samplesOf(learnt), ...others], directions, fitOptions))
    fitted.set(key, score)
    return score
  }
  const last = cuts.length
  const before = fittedWithout(last)
  measure(
    `from ${days.at(-1) ?? ''}`,
    reports.filter((one) => partOf(one) === last),
    () => before
  )
  measure('unseen', reports, (a, b) => fittedWithout(partOf(a), partOf(b)))
}
measureCopies(reports)
measureOrder(reports)
