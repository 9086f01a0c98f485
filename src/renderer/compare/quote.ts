import type { ComparedHunk, ComparedPair, ComparedSection, ComparedSide } from '../../shared/model/comparison.ts'
import { linesOf } from './side-lines.ts'

const sections: Readonly<Record<ComparedSection, string>> = {
  context: 'the messages before it',
  header: 'the header',
  details: 'the details',
  machine: 'the lines on the machine',
  registers: 'the registers',
  stack: 'the stack',
  code: 'the code at the trap',
  memory: 'the memory',
  modules: 'the modules',
  locks: 'the locks',
  rest: 'the rest',
  log: 'the log'
}

/** Longer quotes are cut: a note is read by people. */
const longest = 40

const quotedLines = (side: ComparedSide, { from, to }: ComparedHunk['a'], sign: '-' | '+'): readonly string[] =>
  linesOf(side)
    .slice(from - side.firstLine, to - side.firstLine)
    .map((line) => `${sign}${line}`)

const named = (side: ComparedSide): string =>
  side.row ? `\`${side.row.report}\`` : `${side.name}, which is not in the corpus`

/** A difference as Markdown for a note: which reports, which part, and the lines as a diff. */
export const quoted = (pair: ComparedPair, hunk: ComparedHunk): string => {
  const lines = [...quotedLines(pair.a, hunk.a, '-'), ...quotedLines(pair.b, hunk.b, '+')]
  const shown = lines.slice(0, longest)
  const more = lines.length - shown.length
  // A fence must be longer than any in the text.
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => (/`{3,}/.exec(line)?.[0].length ?? 0) + 1)))
  return [
    `${named(pair.a)} (-) and ${named(pair.b)} (+) differ in ${sections[hunk.section]}:`,
    '',
    `${fence}diff`,
    ...shown,
    ...(more > 0 ? [`@@ ${more} more lines @@`] : []),
    fence,
    ''
  ].join('\n')
}

/** A note with a quote below what it says already. */
export const withQuote = (note: string, quote: string): string =>
  note.trim() === '' ? quote : `${note.trimEnd()}\n\n${quote}`
