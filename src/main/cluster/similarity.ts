import type { CrashKind } from '../../shared/model/crash-kind.ts'
import { type BoostedTrees, logOdds, probability } from './boosted-trees.ts'
import { accessInWords, type Evidence, sortOf } from './evidence.ts'
import { channels, type Channel, type Fingerprint } from './fingerprint.ts'
import { featureAt, featuresOf, meetingWeight, type When } from './pair-features.ts'
import { pairModel } from './pair-model.ts'
import { prepare, type Prepared } from './prepared.ts'
import { nameWeight } from './weights.ts'

export type Similarity = {
  /** How likely the two are one bug, 0 to 1, among pairs that share at least something. */
  readonly score: number
  /** Strongest first: what speaks for it, then what speaks against it. */
  readonly evidence: readonly Evidence[]
}

const laidOut = new WeakMap<Fingerprint, Prepared>()

const preparedOf = (fingerprint: Fingerprint): Prepared => {
  const known = laidOut.get(fingerprint)
  if (known !== undefined) return known
  const made = prepare(fingerprint)
  laidOut.set(fingerprint, made)
  return made
}

const hasStack = (fingerprint: Fingerprint): boolean =>
  channels.some((channel) => fingerprint.channels[channel].length > 0)

/** Two reports without any stack are what their titles say: `BUG: bad host security descriptor`. */
const titleAlone = 0.9

/**
 * What comes back after so many days is another bug more often than not, however alike it is: its fix was not whole, or
 * was broken again. Trees see few such pairs and underrate it (docs/accuracy.md). Where no time is known, two reports
 * are more likely of one time than those the trees have learnt from, which are of four years.
 */
const timeOdds = (days: number): number => (days > 180 ? -1 : days > 90 ? -0.5 : Number.isNaN(days) ? 0.2 : 0)

/** Reported by the function that is at fault, and not by one that stumbles over what another one left. */
const reportedAtFault: ReadonlySet<CrashKind> = new Set(['hang', 'warning'])

/** Then two of one kind whose stacks each begin with functions of their own are seldom one bug, whatever called both. */
const partingOdds = (a: Fingerprint, b: Fingerprint, parting: number): number =>
  parting > 0 && a.kind === b.kind && reportedAtFault.has(a.kind) ? -1.5 : 0

const timeAt = featureAt('time apart')
const partingAt = featureAt('parting, less')

export type Score = (a: Fingerprint, b: Fingerprint, when?: When) => number

/** The score that a model gives. */
export const scoreBy =
  (model: BoostedTrees): Score =>
  (a, b, when = {}) => {
    const stackless = !hasStack(a) && !hasStack(b)
    if (stackless && (a.corrupted || b.corrupted)) return 0
    const row = featuresOf(preparedOf(a), preparedOf(b), when)
    const known = timeOdds(row[timeAt] ?? Number.NaN) + partingOdds(a, b, row[partingAt] ?? Number.NaN)
    const score = probability(logOdds(model, row) + known)
    return stackless && a.titles[0] === b.titles[0] ? Math.max(score, titleAlone) : score
  }

/** Symmetric: the order of the two does not matter. Some 30 microseconds for fingerprints seen before. */
export const scoreOf: Score = scoreBy(pairModel)

/** Names below this weight are on too many stacks to be named as a reason. */
const tellingWeight = 0.5

const rarestFirst = (one: string, two: string): number => nameWeight(two) - nameWeight(one)

const sharedFrames = (a: Fingerprint, b: Fingerprint, channel: Channel): Evidence | null => {
  const one = a.channels[channel]
  const two = b.channels[channel]
  if (one.length === 0 || two.length === 0) return null
  const shared = one
    .map((name, at) => ({ name, a: at, b: two.indexOf(name) }))
    .filter((each) => each.b >= 0 && nameWeight(each.name) >= tellingWeight)
    .sort((x, y) => rarestFirst(x.name, y.name) || x.a + x.b - y.a - y.b)
  return { kind: 'frames', for: shared.length > 0, channel, shared }
}

const rareInBoth = (one: readonly string[], two: readonly string[]): readonly string[] =>
  one.filter((name) => two.includes(name) && nameWeight(name) > 0.7).sort(rarestFirst)

const acrossChannels = (a: Fingerprint, b: Fingerprint): readonly Evidence[] =>
  (['allocated', 'freed', 'other'] as const).flatMap((channel): readonly Evidence[] => {
    const here = rareInBoth(a.channels.crash, b.channels[channel])
    const there = rareInBoth(b.channels.crash, a.channels[channel])
    return [
      ...(here.length > 0 ? [{ kind: 'across', for: true, a: 'crash', b: channel, shared: here } as const] : []),
      ...(there.length > 0 ? [{ kind: 'across', for: true, a: channel, b: 'crash', shared: there } as const] : [])
    ]
  })

const titleEvidence = (a: Fingerprint, b: Fingerprint): readonly Evidence[] => {
  if (a.corrupted || b.corrupted) return [{ kind: 'torn', for: false }]
  const common = a.titles.find((title) => b.titles.includes(title))
  if (common === undefined) return [{ kind: 'title', for: false, title: '', alternative: false }]
  return [{ kind: 'title', for: true, title: common, alternative: a.titles[0] !== b.titles[0] }]
}

const titleFunctionInOther = (one: Fingerprint, two: Fingerprint): readonly Evidence[] => {
  const place = one.frame === null ? -1 : two.channels.crash.indexOf(one.frame)
  return one.frame === null || place < 0 ? [] : [{ kind: 'title-function', for: true, function: one.frame, place }]
}

const firstOfBoth = (one: readonly string[], two: readonly string[]): number =>
  one.findIndex((name) => nameWeight(name) > meetingWeight && two.includes(name))

/** What two stacks have of their own above the first function that is in both, if each has something. */
const parting = (a: Fingerprint, b: Fingerprint): Evidence | null => {
  const [one, two] = [a.channels.crash, b.channels.crash]
  const [atA, atB] = [firstOfBoth(one, two), firstOfBoth(two, one)]
  const meeting = one[atA]
  if (meeting === undefined || atA <= 0 || atB <= 0) return null
  return { kind: 'parting', for: false, a: one.slice(0, atA), b: two.slice(0, atB), meeting }
}

const titleFunctionEvidence = (a: Fingerprint, b: Fingerprint): readonly Evidence[] => {
  if (a.frame !== null && a.frame === b.frame) {
    // The same title says so already.
    return a.titles[0] === b.titles[0] ? [] : [{ kind: 'title-function', for: true, function: a.frame, place: null }]
  }
  const found = [...titleFunctionInOther(a, b), ...titleFunctionInOther(b, a)]
  if (found.length > 0) return found
  return parting(a, b) === null ? [{ kind: 'other-frames', for: false, a: a.frame, b: b.frame }] : []
}

const factEvidence = (a: Fingerprint, b: Fingerprint, when: When): readonly Evidence[] => {
  const evidence: Evidence[] = []
  const locks = a.locks.filter((name) => b.locks.includes(name)).map((name) => name.replace(/^lock:/, ''))
  if (a.locks.length > 0 && b.locks.length > 0) evidence.push({ kind: 'locks', for: locks.length > 0, shared: locks })
  if (a.guiltyFile !== null && b.guiltyFile !== null) {
    evidence.push({ kind: 'file', for: a.guiltyFile === b.guiltyFile, a: a.guiltyFile, b: b.guiltyFile })
  }
  // That both are hangs, or warnings, is seen at a glance and says nothing.
  if (sortOf(a) !== sortOf(b)) evidence.push({ kind: 'type', for: false, a: sortOf(a), b: sortOf(b) })
  const [one, two] = [a, b].map(({ access }) => (access === null ? null : accessInWords(access)))
  if (one && two) evidence.push({ kind: 'access', for: one === two, a: one, b: two })
  if (when.daysApart !== undefined) evidence.push({ kind: 'days', for: when.daysApart < 60, days: when.daysApart })
  const ownDays = a.kernelDay === null || b.kernelDay === null ? undefined : Math.abs(a.kernelDay - b.kernelDay)
  const kernelDays = when.kernelDaysApart ?? ownDays
  if (kernelDays !== undefined) {
    evidence.push({ kind: 'kernels', for: kernelDays < 60, a: a.kernel, b: b.kernel, days: kernelDays })
  }
  return evidence
}

/** What speaks for and against two reports being one bug. */
export const evidenceOf = (a: Fingerprint, b: Fingerprint, when: When = {}): readonly Evidence[] => {
  const apart = parting(a, b)
  const all = [
    ...channels.flatMap((channel) => sharedFrames(a, b, channel) ?? []),
    ...acrossChannels(a, b),
    ...(apart ? [apart] : []),
    ...titleFunctionEvidence(a, b),
    ...titleEvidence(a, b),
    ...factEvidence(a, b, when)
  ]
  return [...all.filter((evidence) => evidence.for), ...all.filter((evidence) => !evidence.for)]
}

export const similarityOf = (a: Fingerprint, b: Fingerprint, when: When = {}): Similarity => ({
  score: scoreOf(a, b, when),
  evidence: evidenceOf(a, b, when)
})
