import { oneLine, visible } from '../../../shared/model/visible.ts'

/** An underscore that is no part of a word could begin or end emphasis; one inside a word cannot. */
const looseUnderscore = /(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu

const escaped = (text: string): string => text.replaceAll(/./gsu, '\\$&')

/**
 * Text from a log as Markdown that shows as that text on one line, for use after a heading's or list item's mark.
 * Only what CommonMark and GitHub would act on inside a line gets a backslash, so that titles stay readable and can be
 * searched for in the source. Control and bidirectional characters become `\u{202e}`.
 */
export const inlineText = (text: string): string =>
  oneLine(text)
    .replaceAll(/[\\`*[\]<#~&|]/g, '\\$&')
    .replaceAll(looseUnderscore, escaped)
    // Trackers make links of bare addresses.
    .replaceAll('://', '\\://')
    .replaceAll(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}\\.`)

/** Words on one line in code type, whatever backticks they hold. */
export const inlineCode = (text: string): string => {
  const shown = oneLine(text)
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
