import type { Fingerprint } from './fingerprint.ts'

/** What makes reports one unit: they are the same in all that similarity goes by but the time, and of one kernel series. */
export type Signature = {
  /** Equal for the same reports and only for them; null where a report has nothing to go by and stands for itself. */
  readonly text: string | null
  /** What all reports of the signature have in common. */
  readonly fingerprint: Fingerprint
  /** Why its reports are together, to be put after their count: `with the same title and call trace`. */
  readonly reason: string
}

/** Without a lock or a function, but for that of the title where it is torn. */
const bare = ({ channels, locks, corrupted, frame }: Fingerprint): boolean =>
  locks.length === 0 && Object.values(channels).every((names) => names.every((name) => corrupted && name === frame))

/**
 * `6.9` of a development kernel; empty for others, whose age is not known. What comes back years later is another bug
 * more often than not, so that it is grouped by likeness, to which time counts.
 */
const series = ({ kernel, kernelDay }: Fingerprint): string =>
  kernelDay === null ? '' : (/^\d+\.\d+/.exec(kernel ?? '')?.[0] ?? '')

/**
 * A torn title says nothing, so a corrupted report goes by its stacks and type alone; one without any is alone until
 * somebody has looked at it.
 */
export const signatureOf = (fingerprint: Fingerprint): Signature => {
  const { corrupted } = fingerprint
  const common: Fingerprint = {
    ...fingerprint,
    titles: corrupted ? [] : fingerprint.titles,
    modules: [],
    kernel: null,
    kernelDay: null
  }
  if (!bare(fingerprint)) {
    const text = JSON.stringify([common, series(fingerprint)])
    const reason = corrupted ? 'cut or torn, with the same call trace' : 'with the same title and call trace'
    return { text, fingerprint: common, reason }
  }
  if (corrupted) return { text: null, fingerprint: common, reason: 'cut or torn, without a call trace: needs a look' }
  const text = JSON.stringify([common, series(fingerprint)])
  return { text, fingerprint: common, reason: 'with the same title and no call trace' }
}
