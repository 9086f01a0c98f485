/** An underscore that is no part of a word could begin or end emphasis; one inside a word cannot. */
const looseUnderscore = /(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu

const escaped = (text: string): string => text.replaceAll(/./gsu, '\\$&')

/**
 * Text from a log as Markdown that shows as that text on one line, for use after a heading's or list item's mark.
 * Only what CommonMark and GitHub would act on inside a line gets a backslash, so that titles stay readable and can be
 * searched for in the source. Control and bidirectional characters become `\u{202e}`.
 */
export const inlineText = (text: string): string =>
  visible(text.replaceAll(/\s+/gu, ' ').trim())
    .replaceAll(/[\\`*[\]<#~&|]/g, '\\$&')
    .replaceAll(looseUnderscore, escaped)
    // Trackers make links of bare addresses.
    .replaceAll('://', '\\://')
    .replaceAll(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}\\.`)

/** Unicode's control and format characters (bidirectional, zero-width) and line separators, but not tab and line feed. */
const hidden = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029]/gu

const visible = (text: string): string =>
  text.replaceAll(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)

/** Words on one line in code type, whatever backticks they hold. */
export const inlineCode = (text: string): string => {
  const shown = visible(text.replaceAll(/\s+/gu, ' ').trim())
  if (shown === '') return ''
  const fence = '`'.repeat(longestRun(shown, '`') + 1)
  const padding = shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${shown}${padding}${fence}`
}

const longestRun = (text: string, character: string): number => {
  let longest = 0
  let run = 0
  for (const each of text) {
    run = each === character ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

/** Lines in a fence longer than any run of backticks in them. */
export const codeBlock = (lines: readonly string[]): string => {
  const text = lines.map((line) => visible(line.replaceAll(/[\r\n]/g, ' '))).join('\n')
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1))
  return `${fence}text\n${text}\n${fence}`
}

/**
 * A note as it was written, made to end where it ends: a code fence or an HTML comment that its writer left open would
 * swallow the rest of the export.
 */
export const closedNote = (note: string): string => {
  const text = note.replaceAll('\r\n', '\n').trim()
  let open: { readonly mark: string; readonly length: number } | null = null
  for (const line of text.split('\n')) {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    if (!fence) continue
    const [, marks = '', rest = ''] = fence
    const mark = marks[0] ?? ''
    if (!open) {
      if (mark === '~' || !rest.includes('`')) open = { mark, length: marks.length }
    } else if (mark === open.mark && marks.length >= open.length && rest.trim() === '') open = null
  }
  if (open) return `${text}\n${open.mark.repeat(open.length)}`
  return text.lastIndexOf('<!--') > text.lastIndexOf('-->') ? `${text}\n-->` : text
}
