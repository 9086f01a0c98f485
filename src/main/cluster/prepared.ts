import { type Channel, channels, type Fingerprint, foldersOf } from './fingerprint.ts'
import { nameNumber, numberWeight } from './name-numbers.ts'

/**
 * Names and pairs of neighbours, as ascending numbers with what each tells: those of `names` and `weights`, which a
 * crash has once for all, that stand from `from` to before `to`. Weights are whole numbers of `unit`, so that sums are
 * exact: they are the same in any order, whatever numbers the names have.
 */
export type Weighted = {
  readonly names: Float64Array
  readonly weights: Float32Array
  readonly from: number
  readonly to: number
  /** Sum of the squares. */
  readonly square: number
  readonly sum: number
}

/** A weight of 1. */
export const unit = 2 ** 20

/** A fingerprint with its weights laid out, so that comparing it with many others costs little. */
export type Prepared = {
  readonly fingerprint: Fingerprint
  readonly channels: Readonly<Record<Channel, Weighted>>
  /** The crash channel by function alone; a place counts by what stands above it, so that inline frames do not push others down. */
  readonly crashFunctions: Weighted
  readonly locks: Weighted
  /** All functions and locks, wherever they stand. */
  readonly all: Weighted
  readonly files: Weighted
  /** The folders of the files: `net/can/j1939/`. */
  readonly folders: Weighted
  /** The function in the title, as a number. */
  readonly frame: number | null
  /** The crash channel, innermost first. */
  readonly crash: readonly number[]
  /** The first functions of the crash channel that tell something. */
  readonly distinctive: readonly number[]
}

/** A frame counts 14 % less than the one above it. */
const decay = 0.15
const placeDecay = 0.25
const distinctiveWeight = 0.55
export const distinctiveCount = 3

/** A pair of neighbours as a number that no name has, for there are less than 2^26 names. */
const pairNumber = (name: number, next: number): number => (name + 1) * 2 ** 26 + next

type Weights = { readonly names: readonly number[]; readonly weights: readonly number[] }

/** Lays out all that a crash has in two arrays. Of a name that is there more than once the greatest weight counts. */
const layOut = <All extends readonly Weights[]>(
  all: readonly [...All]
): { readonly [Place in keyof All]: Weighted } => {
  const size = all.reduce((sum, { names }) => sum + names.length, 0)
  const sorted = new Float64Array(size)
  const own = new Float32Array(size)
  let count = 0
  const spans = all.map(({ names, weights }) => {
    const from = count
    for (let place = 0; place < names.length; place += 1) {
      const name = names[place] ?? 0
      const weight = Math.round(unit * (weights[place] ?? 0))
      if (weight === 0) continue
      let at = count
      while (at > from && (sorted[at - 1] ?? 0) > name) at -= 1
      if (at > from && sorted[at - 1] === name) {
        own[at - 1] = Math.max(weight, own[at - 1] ?? 0)
        continue
      }
      for (let last = count; last > at; last -= 1) {
        sorted[last] = sorted[last - 1] ?? 0
        own[last] = own[last - 1] ?? 0
      }
      sorted[at] = name
      own[at] = weight
      count += 1
    }
    let square = 0
    let sum = 0
    for (let at = from; at < count; at += 1) {
      const weight = own[at] ?? 0
      square += weight * weight
      sum += weight
    }
    return { from, to: count, square, sum }
  })
  // One for each: `map` does not tell the compiler.
  return spans.map((span) => ({ names: sorted, weights: own, ...span })) as { readonly [Place in keyof All]: Weighted }
}

const byPlace = (functions: readonly number[]): Weights => {
  const names: number[] = []
  const weights: number[] = []
  for (let at = 0; at < functions.length; at += 1) {
    const name = functions[at] ?? 0
    const far = Math.exp(-decay * at)
    names.push(name)
    weights.push(numberWeight(name) * far)
    const next = functions[at + 1]
    if (next === undefined) continue
    names.push(pairNumber(name, next))
    weights.push(((numberWeight(name) + numberWeight(next)) / 4) * far)
  }
  return { names, weights }
}

const byWeightAbove = (names: readonly number[]): Weights => {
  let above = 0
  const weights = names.map((name) => {
    const weight = numberWeight(name)
    const here = weight * Math.exp(-placeDecay * above)
    above += weight * weight
    return here
  })
  return { names, weights }
}

const plain = (names: readonly number[], power: number): Weights => ({
  names,
  weights: names.map((name) => numberWeight(name) ** power)
})

export const prepare = (fingerprint: Fingerprint): Prepared => {
  const [crash = [], allocated = [], freed = [], other = []] = channels.map((channel) =>
    fingerprint.channels[channel].map(nameNumber)
  )
  const lockNames = fingerprint.locks.map(nameNumber)
  const [ofCrash, ofAllocated, ofFreed, ofOther, crashFunctions, locks, all, files, folders] = layOut([
    byPlace(crash),
    byPlace(allocated),
    byPlace(freed),
    byPlace(other),
    byWeightAbove(crash),
    plain(lockNames, 1),
    plain([...crash, ...allocated, ...freed, ...other, ...lockNames], 2),
    plain(fingerprint.files.map(nameNumber), 1),
    plain(foldersOf(fingerprint).map(nameNumber), 1)
  ])
  return {
    fingerprint,
    channels: { crash: ofCrash, allocated: ofAllocated, freed: ofFreed, other: ofOther },
    crashFunctions,
    locks,
    all,
    files,
    folders,
    frame: fingerprint.frame === null ? null : nameNumber(fingerprint.frame),
    crash,
    distinctive: crash.filter((name) => numberWeight(name) > distinctiveWeight).slice(0, distinctiveCount)
  }
}
