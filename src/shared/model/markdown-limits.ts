/**
 * Levels of lists and quotations on one line, and of brackets in one paragraph. Nobody writes so many, and the time to
 * read them as Markdown grows with more than their square: a note of 40 kB takes minutes.
 */
const [mostContainers, mostBrackets] = [200, 500]

const containers = new RegExp(String.raw`^(?:[ \t]{0,8}(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){${mostContainers + 1}}`, 'm')

const bracketsTooDeep = (text: string): boolean => {
  let depth = 0
  for (const [sign] of text.matchAll(/[[\]]|\n[ \t]*\n/g)) {
    depth = sign === '[' ? depth + 1 : sign === ']' ? Math.max(0, depth - 1) : 0
    if (depth > mostBrackets) return true
  }
  return false
}

/** Characters. What is longer is no note but a log. */
const longestNote = 200_000

/** Lines that make a heading of the one before; the time to read them grows with their square. */
const mostUnderlines = 1000

const underlined = (text: string): number => text.match(/^ {0,3}(?:=+|-+)[ \t]*$/gm)?.length ?? 0

/** Whether a note is shown as it is, for to read it as Markdown would take seconds, or without end. */
export const isBeyondMarkdown = (text: string): boolean =>
  text.length > longestNote || containers.test(text) || bracketsTooDeep(text) || underlined(text) > mostUnderlines
