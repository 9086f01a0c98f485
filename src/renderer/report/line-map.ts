/** Raw log lines of a shown text's lines; both are counted from 1. */
export type LineMap = {
  readonly rawOf: (line: number) => number
  /** The text's line that shows the raw line, or the nearest one before it, or the first. */
  readonly lineOf: (raw: number) => number
}

/** A text that shows raw lines one after the other from `first` on. */
export const windowMap = (first: number, count: number): LineMap => ({
  rawOf: (line) => first + line - 1,
  lineOf: (raw) => Math.max(1, Math.min(count, raw - first + 1))
})

/** A text whose lines are some of the raw ones, in their order. */
export const pickedMap = (raws: readonly number[]): LineMap => ({
  rawOf: (line) => raws[Math.max(0, Math.min(raws.length, line) - 1)] ?? 1,
  lineOf: (raw) => {
    let low = 0
    let high = raws.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((raws[middle] ?? 0) < raw) low = middle + 1
      else high = middle
    }
    return Math.max(1, raws[low] === raw ? low + 1 : low)
  }
})
