import { distinctiveCount, type Prepared, type Weighted } from './prepared.ts'
import { nameWeight } from './weights.ts'

/** What is known of when two reports were seen. */
export type When = {
  readonly daysApart?: number | undefined
  /** Between their development kernels, where that is known better than from the two fingerprints. */
  readonly kernelDaysApart?: number | undefined
}

const cosine = (a: Weighted, b: Weighted): number => {
  if (a.length === 0 || b.length === 0) return 0
  const [few, many] = a.weights.size <= b.weights.size ? [a, b] : [b, a]
  let dot = 0
  for (const [name, weight] of few.weights) dot += weight * (many.weights.get(name) ?? 0)
  return dot / (a.length * b.length)
}

/** The part of the one that is in the other; the larger of both ways. */
const containment = (a: Weighted, b: Weighted): number => {
  if (a.sum === 0 || b.sum === 0) return 0
  let ofA = 0
  let ofB = 0
  for (const [name, weight] of a.weights) {
    const other = b.weights.get(name)
    if (other === undefined) continue
    ofA += weight
    ofB += other
  }
  return Math.max(ofA / a.sum, ofB / b.sum)
}

/** The weight of the rarest name that both have. */
const rarestOf = (a: Weighted, b: Weighted): number => {
  let rarest = 0
  for (const [name, weight] of a.weights) if (weight > rarest && b.weights.has(name)) rarest = weight
  return rarest
}

const unknown = Number.NaN
const orUnknown = (a: Weighted, b: Weighted, measure: (a: Weighted, b: Weighted) => number): number =>
  a.length === 0 || b.length === 0 ? unknown : measure(a, b)

/** How high the function in a's title stands in b's crash, and how rare it is. */
const titleFunctionIn = (a: Prepared, b: Prepared): number => {
  const { frame } = a.fingerprint
  if (frame === null) return 0
  const place = b.place.get(frame)
  if (place !== undefined) return nameWeight(frame) * Math.exp(-0.1 * place)
  return b.all.weights.has(frame) ? 0.3 * nameWeight(frame) : 0
}

const sharedOf = (a: Prepared, b: Prepared): { readonly mass: number; readonly rarest: number } => {
  let mass = 0
  let rarest = 0
  for (const name of a.all.weights.keys()) {
    if (!b.all.weights.has(name)) continue
    const weight = nameWeight(name)
    if (weight > 0.5) mass += weight
    if (weight > rarest) rarest = weight
  }
  return { mass: Math.min(mass, 12), rarest }
}

const titlesMeet = (a: Prepared, b: Prepared): number => {
  if (a.fingerprint.corrupted || b.fingerprint.corrupted) return unknown
  if (a.fingerprint.titles[0] === b.fingerprint.titles[0]) return 1
  return a.fingerprint.titles.some((title) => b.fingerprint.titles.includes(title)) ? 0.5 : 0
}

const same = <Value>(a: Value | null, b: Value | null): number => (a === null || b === null ? unknown : a === b ? 1 : 0)

const crossOf = (a: Prepared, b: Prepared): number =>
  Math.max(
    ...(['allocated', 'freed', 'other'] as const).flatMap((channel) => [
      cosine(a.channels.crash, b.channels[channel]),
      cosine(b.channels.crash, a.channels[channel])
    ])
  )

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
  { name: 'days', direction: -1 },
  { name: 'kernel days', direction: -1 },
  { name: 'substance', direction: 0 }
]

/** One number a feature, in the order of `pairFeatures`; NaN is unknown. */
export const featuresOf = (a: Prepared, b: Prepared, when: When = {}): readonly number[] => {
  const one = a.fingerprint
  const two = b.fingerprint
  const aInB = titleFunctionIn(a, b)
  const bInA = titleFunctionIn(b, a)
  const shared = sharedOf(a, b)
  const ownDays = one.kernelDay === null || two.kernelDay === null ? unknown : Math.abs(one.kernelDay - two.kernelDay)
  const kernelDays = when.kernelDaysApart ?? ownDays
  return [
    titlesMeet(a, b),
    one.frame !== null && one.frame === two.frame ? nameWeight(one.frame) : 0,
    Math.max(aInB, bInA),
    Math.min(aInB, bInA),
    cosine(a.channels.crash, b.channels.crash),
    containment(a.crashFunctions, b.crashFunctions),
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
    when.daysApart ?? unknown,
    kernelDays,
    Math.min(a.all.sum, b.all.sum, 12)
  ]
}
