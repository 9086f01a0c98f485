/** What cannot be seen in an editor, or turns its text around; JSON has an escape for each. */
const hidden = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

const unit = (character: string, at: number): string => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`

/** A value as JSON on one line; text outside of strings has none of these characters. Lone surrogates are escaped too. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value).replaceAll(hidden, (character) =>
    Array.from({ length: character.length }, (_, at) => unit(character, at)).join('')
  )
