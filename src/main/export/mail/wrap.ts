/** Columns of prose in a mail. */
export const proseWidth = 72

const wrapLine = (line: string, width: number): readonly string[] => {
  if (line.length <= width) return [line]
  // What follows an item's mark stands below its text.
  const [, before = ''] = /^(\s*(?:(?:[-*+]|\d{1,3}[.)])(?=\s)|>)?\s*)/.exec(line) ?? []
  const indent = before.startsWith('>') ? before : ' '.repeat(before.length)
  const lines: string[] = []
  let current = before
  for (const word of line.slice(before.length).split(/ +/)) {
    const isFirst = current === before || current === indent
    if (!isFirst && current.length + 1 + word.length > width) {
      lines.push(current)
      current = indent + word
    } else current += isFirst ? word : ` ${word}`
  }
  return [...lines, current]
}

/** Prose of 72 columns: words are never cut, and lines of code (in fences or indented), tables and addresses are left. */
export const wrapped = (text: string, width = proseWidth): readonly string[] => {
  let fence = ''
  return text.split('\n').flatMap((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? ''
    if (fence !== '') {
      if (mark.startsWith(fence)) fence = ''
      return [line]
    }
    if (mark !== '') {
      fence = mark
      return [line]
    }
    return /^(?: {4}|\t|\s*\|)/.test(line) ? [line.trimEnd()] : wrapLine(line.trimEnd(), width)
  })
}
