import { type Channel, channels, type Fingerprint, foldersOf } from './fingerprint.ts'
import { nameNumber, numberWeight } from './name-numbers.ts'

/**
 * Names and pairs of neighbours, as ascending numbers with what each tells. Weights are whole numbers of `unit`, so
 * that sums are exact: they are the same in any order, whatever numbers the names have.
 */
export type Weighted = {
  readonly names: Float64Array
  readonly weights: Float32Array
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

const nothing: Weighted = { names: new Float64Array(0), weights: new Float32Array(0), square: 0, sum: 0 }

/** Of a name that is there more than once the greatest weight counts; without weight it is not there. */
const weighted = (names: readonly number[], weights: readonly number[]): Weighted => {
  if (names.length === 0) return nothing
  const sorted = new Float64Array(names.length)
  const own = new Float32Array(names.length)
  let count = 0
  for (let from = 0; from < names.length; from += 1) {
    const name = names[from] ?? 0
    const weight = Math.round(unit * (weights[from] ?? 0))
    if (weight === 0) continue
    let at = count
    while (at > 0 && (sorted[at - 1] ?? 0) > name) at -= 1
    if (at > 0 && sorted[at - 1] === name) {
      own[at - 1] = Math.max(weight, own[at - 1] ?? 0)
      continue
    }
    sorted.copyWithin(at + 1, at, count)
    own.copyWithin(at + 1, at, count)
    sorted[at] = name
    own[at] = weight
    count += 1
  }
  let square = 0
  let sum = 0
  for (let at = 0; at < count; at += 1) {
    const weight = own[at] ?? 0
    square += weight * weight
    sum += weight
  }
  return { names: sorted.subarray(0, count), weights: own.subarray(0, count), square, sum }
}

const byPlace = (functions: readonly number[]): Weighted => {
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
  return weighted(names, weights)
}

const byWeightAbove = (names: readonly number[]): Weighted => {
  let above = 0
  const weights = names.map((name) => {
    const weight = numberWeight(name)
    const here = weight * Math.exp(-placeDecay * above)
    above += weight * weight
    return here
  })
  return weighted(names, weights)
}

const plain = (names: readonly number[], power: number): Weighted =>
  weighted(
    names,
    names.map((name) => numberWeight(name) ** power)
  )

export const prepare = (fingerprint: Fingerprint): Prepared => {
  const [crash = [], allocated = [], freed = [], other = []] = channels.map((channel) =>
    fingerprint.channels[channel].map(nameNumber)
  )
  const locks = fingerprint.locks.map(nameNumber)
  return {
    fingerprint,
    channels: {
      crash: byPlace(crash),
      allocated: byPlace(allocated),
      freed: byPlace(freed),
      other: byPlace(other)
    },
    crashFunctions: byWeightAbove(crash),
    locks: plain(locks, 1),
    all: plain([...crash, ...allocated, ...freed, ...other, ...locks], 2),
    files: plain(fingerprint.files.map(nameNumber), 1),
    folders: plain(foldersOf(fingerprint).map(nameNumber), 1),
    frame: fingerprint.frame === null ? null : nameNumber(fingerprint.frame),
    crash,
    distinctive: crash.filter((name) => numberWeight(name) > distinctiveWeight).slice(0, distinctiveCount)
  }
}
