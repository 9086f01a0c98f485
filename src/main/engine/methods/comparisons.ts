import type { ComparedPair, Comparison, NoiseClass } from '../../../shared/model/comparison.ts'
import type { FailureOf } from '../../../shared/model/failure.ts'
import type { Report } from '../../../shared/model/report.ts'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import type { CheckedInputOf } from '../../../shared/protocol/methods.ts'
import { compareLogs, type ComparedLog } from '../../compare/compare-logs.ts'
import { compareReports } from '../../compare/compare-reports.ts'
import { judge } from '../../compare/judge.ts'
import { matrixOf } from '../../compare/matrix.ts'
import type { Written } from '../../compare/output/comparison-text.ts'
import { writeComparison } from '../../compare/output/write-comparison.ts'
import { verdictOf, type Judgement } from '../../compare/output/verdict.ts'
import type { CorpusReader } from '../../corpus/corpus.ts'
import { readPrefix } from '../../parse/lines/prefix.ts'
import { loadSide, type LoadedSide } from '../compared-side.ts'
import { disassembler } from '../disassembling.ts'
import type { Handlers } from '../handlers.ts'
import { corpusOf, type EngineParts } from '../parts.ts'

/** Reports of a bucket that are compared with each other at most. */
const mostCompared = 300

type Asked = CheckedInputOf<'compare.run'>
type Failed = FailureOf<'corpus-unknown' | 'not-found' | 'no-crash'>

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

const textOf =
  ({ lines }: LoadedSide) =>
  (line: number): string =>
    lines[line - 1] ?? ''

const logOf = ({ lines }: LoadedSide): ComparedLog => ({ lines, prefixLength })

/** Two logs line by line; what is known of the two crashes in them stays. */
const wholeLogs = (
  a: LoadedSide,
  b: LoadedSide,
  { facts, stacks }: Comparison,
  heeded: readonly NoiseClass[]
): ReturnType<typeof compareReports> => {
  return {
    comparison: { ...compareLogs(logOf(a), logOf(b), { heeded }), facts, stacks },
    textA: textOf(a),
    textB: textOf(b)
  }
}

const compare = async (
  parts: EngineParts,
  asked: Asked
): Promise<Result<{ readonly pair: ComparedPair; readonly written: Written }, Failed>> => {
  const found = corpusOf(parts, asked.corpus)
  if (!found.ok) return found
  const { reader } = found.value
  const loader = await disassembler()
  const extent = asked.whole ? 'log' : 'report'
  const a = await loadSide(reader, asked.a, loader, extent)
  if (!a.ok) return a
  const b = await loadSide(reader, asked.b, loader, extent)
  if (!b.ok) return b
  const [one, other] = [a.value, b.value]
  const judgement = await judgementOf(reader, asked, [one.shown.report, other.shown.report])
  const crashes = compareReports(one.compared, other.compared, { heeded: asked.heeded })
  const { comparison, textA, textB } = asked.whole ? wholeLogs(one, other, crashes.comparison, asked.heeded) : crashes
  const verdict = verdictOf(crashes.comparison, judgement)
  const named = ({ shown }: typeof one): Written['a'] => ({ name: shown.name, title: shown.report.title })
  return success({
    pair: { a: one.shown, b: other.shown, comparison, verdict },
    written: { comparison, textA, textB, verdict, a: named(one), b: named(other) }
  })
}

export const comparisonHandlers = (
  parts: EngineParts
): Pick<Handlers, 'compare.run' | 'compare.export' | 'compare.bucket'> => ({
  'compare.run': async (asked) => {
    const compared = await compare(parts, asked)
    return compared.ok ? success(compared.value.pair) : compared
  },

  'compare.export': async ({ sides, format }) => {
    const compared = await compare(parts, sides)
    return compared.ok ? success(writeComparison(compared.value.written, format)) : compared
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
