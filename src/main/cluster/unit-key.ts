import { channels, type Channel, type Fingerprint } from './fingerprint.ts'

/** Equal for two reports whose stacks of that channel hold the same functions in the same order; empty without one. */
export const channelText = (fingerprint: Fingerprint, channel: Channel): string =>
  fingerprint.channels[channel].join('>')

/** `6.9` of a development kernel; empty for others, whose age is not known. */
const series = (fingerprint: Fingerprint): string =>
  fingerprint.kernelDay === null ? '' : (/^\d+\.\d+/.exec(fingerprint.kernel ?? '')?.[0] ?? '')

/**
 * The text that two reports share when nothing tells them apart: title, type, all stacks, locks, and the series of a
 * development kernel, for what comes back years later is another bug more often than not. A torn report has no say
 * for its title; null for one that has no stack either: it is like nothing else.
 */
export const unitKey = (fingerprint: Fingerprint): string | null => {
  const stacks = channels.map((channel) => channelText(fingerprint, channel))
  if (fingerprint.corrupted && stacks.every((text) => text === '')) return null
  return [
    fingerprint.corrupted ? '' : (fingerprint.titles[0] ?? ''),
    fingerprint.type,
    ...stacks,
    fingerprint.locks.join('>'),
    series(fingerprint)
  ].join('\n')
}
