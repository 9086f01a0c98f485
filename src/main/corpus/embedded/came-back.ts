import type { Status, Triage } from '../../../shared/model/triage.ts'
import { compareKernels } from './kernel-version.ts'

/** A kernel of a bucket's reports, and when the first and the last of them were seen. */
export type SeenKernel = { readonly kernel: string; readonly first: number; readonly last: number }

const seriesOf = (release: string): string => release.split('.').slice(0, 2).join('.')

/**
 * Whether a kernel has what a release has. A stable release (`5.15.167`) says nothing of other series than its own; any
 * release of mainline (`6.12`, `6.12-rc3`) is in all that follow it.
 */
const hasFix = (kernel: string, release: string): boolean => {
  const plain = release.replace(/^v/, '')
  const isStable = /^\d+\.\d+\.[1-9]/.test(plain)
  if (isStable && seriesOf(plain) !== seriesOf(kernel)) return false
  return compareKernels(kernel, plain) >= 0
}

/**
 * Whether a fixed bucket came back, judged by the kernels of its reports and when these were seen, so that it is the
 * same in every corpus that has them. Without a release it can only be likely: a kernel newer than all that had it
 * before it was called fixed.
 */
export const cameBack = (status: Status, since: number, kernels: readonly SeenKernel[]): Triage['cameBack'] => {
  if (status.kind !== 'fixed') return null
  const newest = kernels.toSorted((a, b) => compareKernels(b.kernel, a.kernel))
  const { release } = status
  if (release !== null) {
    const found = newest.find(({ kernel }) => hasFix(kernel, release))
    return found ? { certain: true, text: `It was seen on ${found.kernel}, which has the fix of ${release}.` } : null
  }
  const before = newest.find(({ first }) => first <= since)
  const after = newest.find(({ last }) => last > since)
  if (!before || !after || compareKernels(after.kernel, before.kernel) <= 0) return null
  return {
    certain: false,
    text: `It was seen on ${after.kernel} after it was called fixed, and on nothing newer than ${before.kernel} before.`
  }
}
