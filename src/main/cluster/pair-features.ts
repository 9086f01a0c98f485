import type { Fingerprint } from './fingerprint.ts'
import { numberWeight } from './name-numbers.ts'
import { distinctiveCount, type Prepared, unit, type Weighted } from './prepared.ts'
import { nameWeight } from './weights.ts'

/** What is known of when two reports were seen. */
export type When = {
  readonly daysApart?: number | undefined
  /** Between their development kernels, where that is known better than from the two fingerprints. */
  readonly kernelDaysApart?: number | undefined
}

const at = (values: Float64Array | Float32Array, place: number): number => values[place] ?? 0

const cosine = (a: Weighted, b: Weighted): number => {
  if (a.square === 0 || b.square === 0) return 0
  const [one, two] = [a.names, b.names]
  let dot = 0
  for (let i = a.from, j = b.from; i < a.to && j < b.to;) {
    const order = at(one, i) - at(two, j)
    if (order === 0) dot += at(a.weights, i) * at(b.weights, j)
    if (order <= 0) i += 1
    if (order >= 0) j += 1
  }
  // The same in both is exactly 1.
  return dot / Math.sqrt(a.square * b.square)
}

/** The part of the one that is in the other; the larger of both ways. */
const containment = (a: Weighted, b: Weighted): number => {
  if (a.sum === 0 || b.sum === 0) return 0
  const [one, two] = [a.names, b.names]
  let ofA = 0
  let ofB = 0
  for (let i = a.from, j = b.from; i < a.to && j < b.to;) {
    const order = at(one, i) - at(two, j)
    if (order === 0) {
      ofA += at(a.weights, i)
      ofB += at(b.weights, j)
    }
    if (order <= 0) i += 1
    if (order >= 0) j += 1
  }
  return Math.max(ofA / a.sum, ofB / b.sum)
}

/** The weight of the rarest name that both have. */
const rarestOf = (a: Weighted, b: Weighted): number => {
  const [one, two] = [a.names, b.names]
  let rarest = 0
  for (let i = a.from, j = b.from; i < a.to && j < b.to;) {
    const order = at(one, i) - at(two, j)
    if (order === 0) rarest = Math.max(rarest, at(a.weights, i))
    if (order <= 0) i += 1
    if (order >= 0) j += 1
  }
  return rarest / unit
}

const unknown = Number.NaN
const orUnknown = (a: Weighted, b: Weighted, measure: (a: Weighted, b: Weighted) => number): number =>
  a.square === 0 || b.square === 0 ? unknown : measure(a, b)

const has = ({ names, from, to }: Weighted, name: number): boolean => {
  const place = names.indexOf(name, from)
  return place >= 0 && place < to
}

/** How high the function in a's title stands in b's crash, and how rare it is. */
const titleFunctionIn = (a: Prepared, b: Prepared): number => {
  const { frame } = a
  if (frame === null) return 0
  const place = b.crash.indexOf(frame)
  if (place >= 0) return numberWeight(frame) * Math.exp(-0.1 * place)
  return has(b.all, frame) ? 0.3 * numberWeight(frame) : 0
}

const sharedOf = (a: Prepared, b: Prepared): { readonly mass: number; readonly rarest: number } => {
  const [one, two] = [a.all.names, b.all.names]
  let mass = 0
  let rarest = 0
  for (let i = a.all.from, j = b.all.from; i < a.all.to && j < b.all.to;) {
    const order = at(one, i) - at(two, j)
    if (order === 0) {
      const weight = numberWeight(at(one, i))
      if (weight > 0.5) mass += Math.round(unit * weight)
      if (weight > rarest) rarest = weight
    }
    if (order <= 0) i += 1
    if (order >= 0) j += 1
  }
  return { mass: Math.min(mass / unit, 12), rarest }
}

const titlesMeet = (a: Prepared, b: Prepared): number => {
  if (a.fingerprint.corrupted || b.fingerprint.corrupted) return unknown
  if (a.fingerprint.titles[0] === b.fingerprint.titles[0]) return 1
  return a.fingerprint.titles.some((title) => b.fingerprint.titles.includes(title)) ? 0.5 : 0
}

const same = <Value>(a: Value | null, b: Value | null): number => (a === null || b === null ? unknown : a === b ? 1 : 0)

const crossOf = (a: Prepared, b: Prepared): number =>
  Math.max(
    cosine(a.channels.crash, b.channels.allocated),
    cosine(b.channels.crash, a.channels.allocated),
    cosine(a.channels.crash, b.channels.freed),
    cosine(b.channels.crash, a.channels.freed),
    cosine(a.channels.crash, b.channels.other),
    cosine(b.channels.crash, a.channels.other)
  )

/** Of a name that tells less, two crashes that go apart above it are not said to meet there. */
export const meetingWeight = 0.35
const farthest = 6

/** How much stands above the first function that b's crash has too; all of it where there is none. */
const aboveMeeting = (a: Prepared, b: Prepared): number => {
  let above = 0
  for (const name of a.crash) {
    const weight = numberWeight(name)
    if (weight > meetingWeight && has(b.crashFunctions, name)) return Math.min(above, farthest)
    above += weight * weight
  }
  return farthest
}

/** How far the stacks of two crashes go apart at their tops: what the one that goes less and the other have of their own. */
const partingOf = (a: Prepared, b: Prepared, contained: number): readonly [less: number, more: number] => {
  if (a.crash.length === 0 || b.crash.length === 0) return [unknown, unknown]
  if (contained === 0) return [farthest, farthest]
  const [one, two] = [aboveMeeting(a, b), aboveMeeting(b, a)]
  return [Math.min(one, two), Math.max(one, two)]
}

const kernelDaysApart = (a: Fingerprint, b: Fingerprint, when: When): number =>
  when.kernelDaysApart ?? (a.kernelDay === null || b.kernelDay === null ? unknown : Math.abs(a.kernelDay - b.kernelDay))

/** Days between two crashes, or between their kernels where it is not known when they were seen; NaN is unknown. */
const timeApart = (a: Fingerprint, b: Fingerprint, when: When): number => when.daysApart ?? kernelDaysApart(a, b, when)

type Feature = { readonly name: string; readonly direction: -1 | 0 | 1 }

/** What the pair model goes by; `direction` says which way each may move the score. */
export const pairFeatures: readonly Feature[] = [
  { name: 'title', direction: 1 },
  { name: 'title function', direction: 1 },
  { name: 'title function in a stack', direction: 1 },
  { name: 'both title functions in the stacks', direction: 1 },
  { name: 'crash', direction: 1 },
  { name: 'crash contained', direction: 1 },
  { name: 'first functions', direction: 1 },
  { name: 'allocated', direction: 1 },
  { name: 'freed', direction: 1 },
  { name: 'other', direction: 1 },
  { name: 'locks', direction: 1 },
  { name: 'all', direction: 1 },
  { name: 'all contained', direction: 1 },
  { name: 'across channels', direction: 1 },
  { name: 'rarest', direction: 1 },
  { name: 'shared', direction: 1 },
  { name: 'type', direction: 1 },
  { name: 'guilty file', direction: 1 },
  { name: 'files', direction: 1 },
  { name: 'folder', direction: 1 },
  { name: 'access', direction: 1 },
  { name: 'time apart', direction: -1 },
  { name: 'kernel days', direction: -1 },
  { name: 'substance', direction: 0 },
  { name: 'parting, less', direction: -1 },
  { name: 'parting, more', direction: -1 }
]

/** Where a feature stands among them. */
export const featureAt = (name: string): number => {
  const at = pairFeatures.findIndex((feature) => feature.name === name)
  if (at < 0) throw new Error(`no feature ${name}`)
  return at
}

/** One number a feature, in the order of `pairFeatures`; NaN is unknown. */
export const featuresOf = (a: Prepared, b: Prepared, when: When = {}): readonly number[] => {
  const one = a.fingerprint
  const two = b.fingerprint
  const aInB = titleFunctionIn(a, b)
  const bInA = titleFunctionIn(b, a)
  const shared = sharedOf(a, b)
  const contained = containment(a.crashFunctions, b.crashFunctions)
  return [
    titlesMeet(a, b),
    a.frame !== null && a.frame === b.frame ? numberWeight(a.frame) : 0,
    Math.max(aInB, bInA),
    Math.min(aInB, bInA),
    cosine(a.channels.crash, b.channels.crash),
    contained,
    a.distinctive.filter((name) => b.distinctive.includes(name)).length / distinctiveCount,
    orUnknown(a.channels.allocated, b.channels.allocated, cosine),
    orUnknown(a.channels.freed, b.channels.freed, cosine),
    orUnknown(a.channels.other, b.channels.other, cosine),
    orUnknown(a.locks, b.locks, cosine),
    cosine(a.all, b.all),
    containment(a.all, b.all),
    crossOf(a, b),
    shared.rarest,
    shared.mass,
    one.type !== '' && one.type === two.type ? 1 : one.kind === two.kind ? 0.5 : 0,
    same(one.guiltyFile, two.guiltyFile) * (one.guiltyFile === null ? 1 : nameWeight(one.guiltyFile)),
    orUnknown(a.files, b.files, cosine),
    orUnknown(a.folders, b.folders, rarestOf),
    same(one.access, two.access),
    timeApart(one, two, when),
    kernelDaysApart(one, two, when),
    Math.min(a.all.sum / unit, b.all.sum / unit, 12),
    ...partingOf(a, b, contained)
  ]
}
