/** A file's name in two: the head gives way where the room is short, the tail stays. Head and tail are the name. */
export type NameParts = { readonly head: string; readonly tail: string }

/** Characters: room for what tells the logs of one run apart, as `-kthread-2.log`. */
const tailLength = 14

const whole = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Never cuts within what is drawn as one character. */
export const nameParts = (name: string): NameParts => {
  const least = name.length - tailLength
  const starts = [...whole.segment(name)].map(({ index }) => index)
  const at = starts.find((start) => start >= least) ?? starts.at(-1) ?? 0
  return { head: name.slice(0, at), tail: name.slice(at) }
}
