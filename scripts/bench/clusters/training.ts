import { featureAt as at, featuresOf, pairFeatures } from '../../../src/main/cluster/pair-features.ts'
import { prepare, type Prepared } from '../../../src/main/cluster/prepared.ts'
import { fingerprintOf } from '../../../src/main/cluster/fingerprint.ts'
import { parseLog } from '../../../src/main/parse/parse-log.ts'
import type { Report } from '../../../src/shared/model/report.ts'
import type { FitOptions, Sample } from './fit-trees.ts'
import type { KnownReport } from './known-bugs.ts'
import { perturbed } from './perturb.ts'
import { randomFrom } from './random.ts'

export const fitOptions: FitOptions = {
  trees: 300,
  depth: 3,
  rate: 0.025,
  leaf: 2,
  ridge: 3,
  rows: 0.5,
  features: 0.25,
  seed: 7
}

export const directions = pairFeatures.map((feature) => feature.direction)

const time = at('time apart')
const kernelDays = at('kernel days')

/** As it would be if nobody knew when the two were seen. */
export const withoutDays = (row: readonly number[]): readonly number[] =>
  row.map((value, feature) => (feature === time ? (row[kernelDays] ?? Number.NaN) : value))

/** The report as its log would read without debug information: no files, no inline frames, and an unknown kernel. */
export const bareReport = (report: Report): Report => ({
  ...report,
  guiltyFile: null,
  kernel: null,
  stacks: report.stacks.map((stack) => ({
    ...stack,
    frames: stack.frames.map((frame) => ({ ...frame, inlined: [], source: null }))
  })),
  registers: report.registers.map((set) => ({
    ...set,
    instruction: set.instruction === null ? null : { ...set.instruction, inlined: [] }
  }))
})

const positive = ['title', 'title function', 'title function in a stack', 'locks'].map(at)
const telling = ['rarest', 'folder'].map(at)

/** Pairs that share nothing of weight are never compared (candidates.ts), so nothing is learnt from them. */
export const related = (row: readonly number[]): boolean =>
  positive.some((feature) => (row[feature] ?? 0) > 0) || telling.some((feature) => (row[feature] ?? 0) > 0.5)

export type KnownPair = {
  readonly a: KnownReport
  readonly b: KnownReport
  readonly same: boolean
  /** Features with the days apart, and of the reports without debug information; null where those share nothing. */
  readonly row: readonly number[]
  readonly bare: readonly number[] | null
}

const rowOf = (prepared: readonly Prepared[], i: number, j: number, daysApart?: number): readonly number[] => {
  const a = prepared[i]
  const b = prepared[j]
  return a === undefined || b === undefined ? [] : featuresOf(a, b, { daysApart })
}

export const knownPairs = (reports: readonly KnownReport[]): readonly KnownPair[] => {
  const full = reports.map((one) => prepare(one.fingerprint))
  const bare = reports.map((one) => prepare(fingerprintOf(bareReport(one.report))))
  return reports.flatMap((a, i) =>
    reports.slice(0, i).flatMap((b, j): readonly KnownPair[] => {
      const row = rowOf(full, i, j, a.day === null || b.day === null ? undefined : Math.abs(a.day - b.day))
      if (!related(row)) return []
      const stripped = rowOf(bare, i, j)
      return [{ a, b, same: a.bug === b.bug, row, bare: related(stripped) ? stripped : null }]
    })
  )
}

/**
 * A report and a copy of it that another machine printed, and two such copies of unknown kernels: one bug for sure.
 * Without them little is known of what is alike in all but much; with more of them than a few the times between real
 * reports would lose their say.
 */
export const copySamples = (one: KnownReport, seed: number): readonly Sample[] => {
  const random = randomFrom(seed)
  const copy = (): Prepared | null => {
    const [report] = parseLog(Buffer.from(perturbed(one.text, random), 'latin1')).reports
    return report === undefined ? null : prepare(fingerprintOf(report))
  }
  const own = prepare(one.fingerprint)
  const first = copy()
  const second = copy()
  if (first === null || second === null) return []
  const unknownKernels = featuresOf(first, second).map((value, feature) =>
    feature === time || feature === kernelDays ? Number.NaN : value
  )
  return [featuresOf(own, first), unknownKernels]
    .filter(related)
    .map((row): Sample => ({ row, same: true, weight: 0.03 }))
}

/** Each pair with its days, without them, and without debug information, so that one model serves all three. */
export const samplesOf = (pairs: readonly KnownPair[]): readonly Sample[] =>
  pairs.flatMap(({ same, row, bare }): readonly Sample[] => [
    { row, same, weight: 0.35 },
    { row: withoutDays(row), same, weight: 0.35 },
    ...(bare === null ? [] : [{ row: bare, same, weight: 0.3 }])
  ])
