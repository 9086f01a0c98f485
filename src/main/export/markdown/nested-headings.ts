import { parse, postprocess, preprocess } from 'micromark'
import { gfm } from 'micromark-extension-gfm'

type Heading = {
  readonly level: number
  /** Offsets of what is replaced, each with what takes its place, where the heading has `marks`. */
  readonly pieces: readonly { readonly start: number; readonly end: number; readonly text: (marks: string) => string }[]
}

const extensions = [gfm()]

/** CommonMark 4.2 and 4.3. A heading over several lines that is underlined stays as it is: it has no other spelling. */
const headingsOf = (text: string): readonly Heading[] => {
  const headings: Heading[] = []
  let underlined: { readonly start: number; readonly end: number } | null = null
  let inHeading = false
  const events = postprocess(
    parse({ extensions })
      .document()
      .write(preprocess()(text, undefined, true))
  )
  for (const [kind, { type, start, end }] of events) {
    if (type === 'atxHeading') inHeading = kind === 'enter'
    if (kind !== 'enter') continue
    const [from, to] = [start.offset, end.offset]
    if (type === 'atxHeadingSequence' && inHeading) {
      headings.push({ level: to - from, pieces: [{ start: from, end: to, text: (marks) => marks }] })
      // What closes the heading is of the same type, and is no heading.
      inHeading = false
    } else if (type === 'setextHeadingText') underlined = start.line === end.line ? { start: from, end: to } : null
    else if (type === 'setextHeadingLineSequence' && underlined) {
      const { start: first, end: last } = underlined
      headings.push({
        level: text[from] === '=' ? 1 : 2,
        pieces: [
          { start: first, end: first, text: (marks) => `${marks} ` },
          // Signs at the end of a heading with signs before it close it, unless others do.
          { start: last, end: to, text: () => (text.slice(first, last).trimEnd().endsWith('#') ? ' #' : '') }
        ]
      })
      underlined = null
    }
  }
  return headings
}

/** A note whose headings stand below one of a level, without a gap between the levels that it uses. */
export const nestedHeadings = (text: string, below: number): string => {
  const headings = headingsOf(text)
  const levels = [...new Set(headings.map(({ level }) => level))].toSorted((a, b) => a - b)
  const pieces = headings
    .flatMap((heading) => {
      const marks = '#'.repeat(Math.min(6, below + 1 + levels.indexOf(heading.level)))
      return heading.pieces.map((piece) => ({ start: piece.start, end: piece.end, text: piece.text(marks) }))
    })
    .toSorted((a, b) => a.start - b.start)
  let written = ''
  let at = 0
  for (const { start, end, text: instead } of pieces) {
    written += text.slice(at, start) + instead
    at = end
  }
  return written + text.slice(at)
}
