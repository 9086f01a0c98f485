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

/** Whether a note nests deeper than it can be read as Markdown; it is then shown as it is. */
export const nestsTooDeep = (text: string): boolean => containers.test(text) || bracketsTooDeep(text)
