import type { Comparison, NoiseClass } from '../../shared/model/comparison.ts'
import type { Report } from '../../shared/model/report.ts'
import { orderPairs } from './align/order-pairs.ts'
import { pairLines } from './align/pair-lines.ts'
import { isSameBuild, isSameVersion } from './builds.ts'
import { differencesOf } from './differences.ts'
import { compareFacts } from './facts/compare-facts.ts'
import { hunksOf } from './hunks.ts'
import { countRows, ignoredOf } from './ignored.ts'
import { comparedLinesOf, type ComparedLine } from './lines/compared-line.ts'
import { buildRows, rowsOf } from './rows.ts'
import { createShownText } from './shown-text.ts'
import type { ComparedReport } from './side.ts'
import { compareStacks } from './stacks.ts'
import { createObjects } from './tokens/objects.ts'

export type CompareOptions = {
  /** Classes of noise that count as differences all the same. */
  readonly heeded?: readonly NoiseClass[]
}

/** A comparison, and the text of a raw line as it is quoted: noise by its class, pointers by name. */
export type Compared = {
  readonly comparison: Comparison
  readonly textA: (line: number) => string
  readonly textB: (line: number) => string
}

const moduleWords = (report: Report): ReadonlySet<string> =>
  new Set(report.lines.filter(({ kind }) => kind === 'modules').flatMap(({ text }) => text.split(/\s+/)))

const isSymbolised = (lines: readonly ComparedLine[]): boolean =>
  lines.some(
    ({ inline, section, normal }) =>
      inline || (section === 'stack' && normal.tokens.some(({ noise }) => noise === 'source'))
  )

/** Where one report has no source positions, the inline functions of the other are no difference, unless it calls them. */
const withoutLoneInlines = (
  lines: readonly ComparedLine[],
  others: readonly ComparedLine[]
): readonly ComparedLine[] => {
  if (isSymbolised(others) || !isSymbolised(lines)) return lines
  const called = new Set(others.filter(({ section }) => section === 'stack').map(({ slot }) => slot))
  return lines.map((line) =>
    line.inline && line.soft === null && !called.has(line.slot) ? { ...line, soft: 'source' } : line
  )
}

const byNumber = (lines: readonly ComparedLine[]): ReadonlyMap<number, ComparedLine> =>
  new Map(lines.map((line) => [line.line, line]))

/** What is really different between two reports, and what differs only as any two logs of one crash do. */
export const compareReports = (a: ComparedReport, b: ComparedReport, options: CompareOptions = {}): Compared => {
  const [allA, allB] = [comparedLinesOf(a), comparedLinesOf(b)]
  const lines = { a: withoutLoneInlines(allA, allB), b: withoutLoneInlines(allB, allA) }
  const reports = { a: a.report, b: b.report }
  const heeded = new Set(options.heeded)
  const objects = createObjects()
  const context = {
    objects,
    sameBuild: isSameBuild(a.report, b.report),
    sameVersion: isSameVersion(a.report, b.report),
    modules: { a: moduleWords(a.report), b: moduleWords(b.report) },
    heeded
  }
  const places = orderPairs(pairLines(lines, reports), lines.a.length, lines.b.length)
  const built = buildRows(lines, places, context)
  const rows = rowsOf(built)
  const shown = createShownText(objects)
  const [linesA, linesB] = [byNumber(lines.a), byNumber(lines.b)]
  return {
    comparison: {
      rows,
      hunks: hunksOf(rows),
      facts: compareFacts(a, b),
      stacks: compareStacks(reports, built),
      differences: differencesOf(built, shown),
      counts: countRows(built),
      ignored: ignoredOf(built, heeded),
      more: 0
    },
    textA: (line) => {
      const found = linesA.get(line)
      return found === undefined ? '' : shown.a(found)
    },
    textB: (line) => {
      const found = linesB.get(line)
      return found === undefined ? '' : shown.b(found)
    }
  }
}
