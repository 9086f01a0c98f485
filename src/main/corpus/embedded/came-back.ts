import type { Status, Triage } from '../../../shared/model/triage.ts'
import { firstKernelTime } from '../../../shared/model/seen.ts'
import { kernelDay } from '../../cluster/kernel-day.ts'
import { compareKernels } from './kernel-version.ts'

/** A kernel of a bucket's reports, and what tells when it had the bug. Times in milliseconds since 1970. */
export type SeenKernel = {
  readonly kernel: string
  /** The oldest time of its reports: they are not younger, whatever it rests on, for a file changes after the crash. */
  readonly first: number
  /**
   * The newest time that their logs, mails or folders state; null for none. The time of a file, and a year that is taken
   * from it, are no evidence that a crash came later than something: they are those of a copy or an unpacking.
   */
  readonly last: number | null
  /** One of its reports is among those that the bucket was called fixed with. */
  readonly known: boolean
}

const day = 86_400_000
/** How exact the day of a release is. */
const releaseSlack = 30 * day

const seriesOf = (release: string): string => release.split('.').slice(0, 2).join('.')

/** When there was no such kernel yet, for sure; null where its version does not tell. A stable one follows its release. */
const madeAfter = (kernel: string): number | null => {
  const made = kernelDay(kernel) ?? kernelDay(`${seriesOf(kernel)}.0`)
  return made === null ? null : made * day - releaseSlack
}

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

const isMadeSince = ({ kernel }: SeenKernel, since: number): boolean => {
  const made = madeAfter(kernel)
  return made !== null && made > since
}

const isSeenBefore = (seen: SeenKernel, since: number): boolean =>
  seen.known || (seen.first <= since && seen.first >= firstKernelTime && !isMadeSince(seen, since))

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
  const before = newest.find((seen) => isSeenBefore(seen, since))
  const after = newest.find((seen) => (seen.last !== null && seen.last > since) || isMadeSince(seen, since))
  if (!before || !after || compareKernels(after.kernel, before.kernel) <= 0) return null
  const when =
    after.last !== null && after.last > since
      ? `on ${after.kernel} after it was called fixed`
      : `on ${after.kernel}, which was released after it was called fixed`
  return { certain: false, text: `It was seen ${when}, and on nothing newer than ${before.kernel} before.` }
}
