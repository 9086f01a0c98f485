/** A bucket of `burst` messages that fills by `perSecond`; answers whether one more message may pass now. */
export const createMessageRate = (
  burst: number,
  perSecond: number,
  now: () => number = () => performance.now()
): (() => boolean) => {
  let left = burst
  let filled = now()
  return () => {
    const time = now()
    left = Math.min(burst, left + ((time - filled) / 1000) * perSecond)
    filled = time
    if (left < 1) return false
    left -= 1
    return true
  }
}
