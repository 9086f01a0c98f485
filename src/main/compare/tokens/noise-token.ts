import { noiseClasses, type NoiseClass } from '../../../shared/model/comparison.ts'

/** A part of a line that differs between two reports of one crash anyway. Columns are UTF-16 units of the text. */
export type NoiseToken = {
  readonly start: number
  readonly end: number
  readonly noise: NoiseClass
  /** What stands for it in the key; empty for what the other line may lack. */
  readonly key: string
  /** The value of a pointer, lower case without leading zeros: equal values are one object. Empty for all else. */
  readonly pointer: string
}

/** One character of the private use area for each class, so that no text of a log can look like it. */
const marks = new Map(noiseClasses.map((noise, index) => [noise, String.fromCharCode(0xe000 + index)]))

/** What stands for noise of a class in a key. */
export const markOf = (noise: NoiseClass): string => marks.get(noise) ?? ''

const words = new Map(noiseClasses.map((noise, index) => [String.fromCharCode(0xe000 + index), `<${noise}>`]))

/** A key as a person reads it: `CPU: <cpu> PID: <pid>`. */
export const wordsOfKey = (key: string): string => key.replaceAll(/[\ue000-\ue0ff]/g, (mark) => words.get(mark) ?? mark)

export const noiseToken = (
  start: number,
  end: number,
  noise: NoiseClass,
  key: string = markOf(noise),
  pointer = ''
): NoiseToken => ({ start, end, noise, key, pointer })
