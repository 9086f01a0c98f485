/** The numbers a release sorts by; a release candidate comes before its release. */
const partsOf = (kernel: string): readonly number[] => {
  const match = /^[^0-9]*(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(kernel)
  if (!match) return []
  const candidate = /-rc(\d+)/.exec(kernel)
  const numbers = [match[1], match[2], match[3]].map((part) => Number(part ?? 0))
  return [...numbers, candidate ? Number(candidate[1]) : Number.MAX_SAFE_INTEGER]
}

/** Orders kernel releases (`uname -r`), oldest version first: `6.9.0` before `6.15.0-rc7` before `6.15.0`. */
export const compareKernels = (left: string, right: string): number => {
  const a = partsOf(left)
  const b = partsOf(right)
  if (a.length !== b.length) return b.length - a.length
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return left < right ? -1 : left > right ? 1 : 0
}
