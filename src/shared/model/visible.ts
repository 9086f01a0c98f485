const named = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

/** Controls, format characters (bidirectional, zero-width), lone surrogates, line separators; not tab and line feed. */
const hidden = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu
/** The same but for the joiners that emoji and some scripts are written with. */
const hiddenInProse = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/** Text of a log: what cannot be seen stands as `\u{202e}`. */
export const visible = (text: string): string => text.replaceAll(hidden, named)

/** Text of a person: lines end with a line feed, and what cannot be seen stands as `\u{202e}`. */
export const visibleProse = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(hiddenInProse, named)

/** A log's text on one line. */
export const oneLine = (text: string): string => visible(text.replaceAll(/\s+/gu, ' ').trim())
