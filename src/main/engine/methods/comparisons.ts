import type { ComparedLogSide, ComparedSide, Verdict } from '../../../shared/model/comparison.ts'
import type { FailureOf } from '../../../shared/model/failure.ts'
import type { Report } from '../../../shared/model/report.ts'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import type { CheckedInputOf } from '../../../shared/protocol/methods.ts'
import { compareLogs, logLineText, type ComparedLog } from '../../compare/compare-logs.ts'
import { compareReports } from '../../compare/compare-reports.ts'
import { judge } from '../../compare/judge.ts'
import { matrixOf } from '../../compare/matrix.ts'
import type { Written } from '../../compare/output/written.ts'
import { writeComparison } from '../../compare/output/write-comparison.ts'
import { verdictOf, type Judgement } from '../../compare/output/verdict.ts'
import type { CorpusReader } from '../../corpus/corpus.ts'
import { readPrefix } from '../../parse/lines/prefix.ts'
import { loadSide, type Extent, type LoadedSide } from '../compared-side.ts'
import { disassembler } from '../disassembling.ts'
import type { Handlers } from '../handlers.ts'
import { corpusOf, type EngineParts } from '../parts.ts'

/** Reports of a bucket that are compared with each other at most. */
const mostCompared = 300

type Asked = CheckedInputOf<'compare.run'>
type Failed = FailureOf<'corpus-unknown' | 'not-found' | 'no-crash'>
type Sides = { readonly a: LoadedSide; readonly b: LoadedSide }

/** What the corpus says of two of its reports, decisions included; of others what the rule says. */
const judgementOf = async (
  reader: CorpusReader,
  { a, b }: Asked,
  reports: readonly [Report, Report]
): Promise<Judgement> => {
  if (a.kind === 'report' && b.kind === 'report') {
    const why = await reader.why(a.report, b.report)
    if (why.ok) return why.value
  }
  return judge(...reports)
}

const prefixLength = (line: string): number => readPrefix(line).at

const loadSides = async (
  parts: EngineParts,
  asked: Asked,
  extent: Extent,
  onSide: (side: 'a' | 'b', loaded: LoadedSide) => void = () => undefined
): Promise<Result<Sides & { readonly reader: CorpusReader }, Failed>> => {
  const found = corpusOf(parts, asked.corpus)
  if (!found.ok) return found
  const { reader } = found.value
  const loader = await disassembler()
  const load = async (side: 'a' | 'b'): ReturnType<typeof loadSide> => {
    const loaded = await loadSide(reader, asked[side], loader, extent)
    if (loaded.ok) onSide(side, loaded.value)
    return loaded
  }
  const [a, b] = await Promise.all([load('a'), load('b')])
  if (!a.ok) return a
  if (!b.ok) return b
  return success({ a: a.value, b: b.value, reader })
}

type Crashes = ReturnType<typeof compareReports> & { readonly verdict: Verdict }

const compareCrashes = async (reader: CorpusReader, asked: Asked, { a, b }: Sides): Promise<Crashes> => {
  const judgement = await judgementOf(reader, asked, [a.shown.report, b.shown.report])
  const compared = compareReports(a.compared, b.compared, { heeded: asked.heeded })
  return { ...compared, verdict: verdictOf(compared.comparison, judgement) }
}

const logOf = ({ lines }: LoadedSide): ComparedLog => ({ lines, prefixLength })

/** Two logs line by line; what is known of the two crashes in them stays. */
const compareWhole = async (reader: CorpusReader, asked: Asked, sides: Sides): Promise<Crashes> => {
  const { comparison, verdict } = await compareCrashes(reader, asked, sides)
  const { facts, stacks } = comparison
  const { a, b } = sides
  return {
    comparison: { ...compareLogs(logOf(a), logOf(b), { heeded: asked.heeded }), facts, stacks },
    textA: (line) => logLineText(a.lines[line - 1] ?? '', prefixLength),
    textB: (line) => logLineText(b.lines[line - 1] ?? '', prefixLength),
    verdict
  }
}

/** UTF-16 units that are sent at once: some milliseconds for who takes them. */
const pieceLength = 1 << 20

const piecesOf = (lines: readonly string[]): readonly string[] => {
  const text = lines.join('\n')
  return Array.from({ length: Math.ceil(text.length / pieceLength) }, (_, index) =>
    text.slice(index * pieceLength, (index + 1) * pieceLength)
  )
}

const withText = ({ shown, lines }: LoadedSide): ComparedSide => ({ ...shown, text: lines.join('\n') })

const withoutText = ({ shown, cut }: LoadedSide): ComparedLogSide => {
  const { name, row, report } = shown
  return { name, row, report, cut }
}

const named = ({ shown }: LoadedSide): Written['a'] => ({ name: shown.name, title: shown.report.title })

export const comparisonHandlers = (
  parts: EngineParts
): Pick<Handlers, 'compare.run' | 'compare.logs' | 'compare.export' | 'compare.bucket'> => ({
  'compare.run': async (asked) => {
    const loaded = await loadSides(parts, asked, 'report')
    if (!loaded.ok) return loaded
    const { a, b, reader } = loaded.value
    const { comparison, verdict } = await compareCrashes(reader, asked, { a, b })
    return success({ a: withText(a), b: withText(b), comparison, verdict })
  },

  'compare.logs': async ({ sides: asked, texts }, { signal, progress }) => {
    const loaded = await loadSides(parts, asked, 'log', (side, { lines }) => {
      if (texts.includes(side)) for (const text of piecesOf(lines)) progress({ side, text })
    })
    if (!loaded.ok) return loaded
    if (signal.aborted) return failed({ kind: 'cancelled' })
    const { a, b, reader } = loaded.value
    const { comparison, verdict } = await compareWhole(reader, asked, { a, b })
    return success({ a: withoutText(a), b: withoutText(b), comparison, verdict })
  },

  'compare.export': async ({ sides: asked, whole, format }) => {
    const loaded = await loadSides(parts, asked, whole ? 'log' : 'report')
    if (!loaded.ok) return loaded
    const { a, b, reader } = loaded.value
    const compared = await (whole ? compareWhole : compareCrashes)(reader, asked, { a, b })
    return success(writeComparison({ ...compared, a: named(a), b: named(b) }, format))
  },

  'compare.bucket': async ({ corpus, bucket }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const { reader } = found.value
    const row = await reader.bucket(bucket)
    if (!row) return failed({ kind: 'not-found', what: 'bucket', id: bucket })
    const { total, rows } = await reader.reports({ bucket, text: '' }, { offset: 0, limit: mostCompared })
    const stored = await Promise.all(rows.map((each) => reader.report(each.report)))
    const both = rows.flatMap((each, index) => {
      const report = stored[index]?.report
      return report === undefined ? [] : [{ row: each, report }]
    })
    return success({
      reports: both.map((each) => each.row),
      matrix: matrixOf(both.map((each) => each.report)),
      leftOut: total - both.length
    })
  }
})
