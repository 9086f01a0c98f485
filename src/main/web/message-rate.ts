/**
 * A bucket of `burst` messages that fills by `perSecond`. Called for every message; answers for how many milliseconds
 * no more should be read, 0 while the bucket lasts. Messages that were read already run up a debt.
 */
export const createMessageRate = (
  burst: number,
  perSecond: number,
  now: () => number = () => performance.now()
): (() => number) => {
  let left = burst
  let filled = now()
  return () => {
    const time = now()
    left = Math.min(burst, left + ((time - filled) / 1000) * perSecond) - 1
    filled = time
    return left >= 0 ? 0 : (-left / perSecond) * 1000
  }
}
