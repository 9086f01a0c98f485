import { type Channel, channels, type Fingerprint, foldersOf } from './fingerprint.ts'
import { nameWeight } from './weights.ts'

/** Names and pairs of neighbours with what each tells, and the length of that vector. */
export type Weighted = { readonly weights: ReadonlyMap<string, number>; readonly length: number; readonly sum: number }

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
  /** Index in the crash channel. */
  readonly place: ReadonlyMap<string, number>
  /** The first functions of the crash channel that tell something. */
  readonly distinctive: readonly string[]
}

/** A frame counts 14 % less than the one above it. */
const decay = 0.15
const placeDecay = 0.25
const distinctiveWeight = 0.55
export const distinctiveCount = 3

const weighted = (entries: Iterable<readonly [string, number]>): Weighted => {
  const weights = new Map<string, number>()
  for (const [name, weight] of entries) if (weight > (weights.get(name) ?? 0)) weights.set(name, weight)
  let square = 0
  let sum = 0
  for (const weight of weights.values()) {
    square += weight * weight
    sum += weight
  }
  return { weights, length: Math.sqrt(square), sum }
}

const byPlace = (names: readonly string[]): Weighted =>
  weighted(
    names.flatMap((name, at): (readonly [string, number])[] => {
      const far = Math.exp(-decay * at)
      const next = names[at + 1]
      const own: readonly [string, number] = [name, nameWeight(name) * far]
      return next === undefined ? [own] : [own, [`${name}>${next}`, ((nameWeight(name) + nameWeight(next)) / 4) * far]]
    })
  )

const byWeightAbove = (names: readonly string[]): Weighted => {
  let above = 0
  return weighted(
    names.map((name): readonly [string, number] => {
      const weight = nameWeight(name)
      const here = weight * Math.exp(-placeDecay * above)
      above += weight * weight
      return [name, here]
    })
  )
}

const plain = (names: readonly string[], power: number): Weighted =>
  weighted(names.map((name): readonly [string, number] => [name, nameWeight(name) ** power]))

export const prepare = (fingerprint: Fingerprint): Prepared => {
  const { crash, allocated, freed, other } = fingerprint.channels
  return {
    fingerprint,
    channels: {
      crash: byPlace(crash),
      allocated: byPlace(allocated),
      freed: byPlace(freed),
      other: byPlace(other)
    },
    crashFunctions: byWeightAbove(crash),
    locks: plain(fingerprint.locks, 1),
    all: plain([...channels.flatMap((channel) => fingerprint.channels[channel]), ...fingerprint.locks], 2),
    files: plain(fingerprint.files, 1),
    folders: plain(foldersOf(fingerprint), 1),
    place: new Map(crash.map((name, at) => [name, at])),
    distinctive: crash.filter((name) => nameWeight(name) > distinctiveWeight).slice(0, distinctiveCount)
  }
}
