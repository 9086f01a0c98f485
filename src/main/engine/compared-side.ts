import type { ComparedSide } from '../../shared/model/comparison.ts'
import type { Explanation } from '../../shared/model/explanation.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { ReportId } from '../../shared/model/ids.ts'
import type { Report } from '../../shared/model/report.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { CheckedInputOf } from '../../shared/protocol/methods.ts'
import type { ComparedReport } from '../compare/side.ts'
import type { CorpusReader } from '../corpus/corpus.ts'
import { explain } from '../explain/explain.ts'
import type { Disassembler } from '../explain/disassembler.ts'
import { parseLog } from '../parse/parse-log.ts'
import { sentLines } from './sent-lines.ts'
import { viewLines } from './view-lines.ts'

type Asked = CheckedInputOf<'compare.run'>['a']

/** A side without its text, its lines, and what is compared of it. */
export type LoadedSide = {
  readonly shown: Omit<ComparedSide, 'text'>
  /** The lines as they are shown, from `firstLine` on. */
  readonly lines: readonly string[]
  /** The log goes on behind the lines. */
  readonly cut: boolean
  readonly compared: ComparedReport
}

/** Lines that a report speaks of: its own, and the messages before it. */
const extentOf = (report: Report): { readonly first: number; readonly last: number } => ({
  first: report.lines.reduce((first, { line }) => Math.min(first, line), report.startLine),
  last: report.lines.reduce((last, { line }) => Math.max(last, line), report.endLine)
})

/** The lines of a report, or those of its log. */
export type Extent = 'report' | 'log'

const load = (
  shown: LoadedSide['shown'],
  lines: readonly string[],
  cut: boolean,
  explanation: Explanation
): LoadedSide => {
  const { firstLine } = shown
  return {
    shown,
    lines,
    cut,
    compared: { report: shown.report, rawLine: (line) => lines[line - firstLine], explanation }
  }
}

/** Bytes of a log as it is sent to a window; two of them are less than any host has waiting for one. */
const mostSent = 48 * 1024 * 1024

/** More lines than a log has. */
const toItsEnd = 2 ** 31

const placed = (report: Report, extent: Extent): ReturnType<typeof extentOf> =>
  extent === 'log' ? { first: 1, last: toItsEnd } : extentOf(report)

const missing = (id: ReportId): Result<never, FailureOf<'not-found'>> =>
  failed({ kind: 'not-found', what: 'report', id })

/** Reads one side of a comparison: a report of the corpus, or the first crash of a text. */
export const loadSide = async (
  reader: CorpusReader,
  asked: Asked,
  disassembler: Disassembler,
  extent: Extent
): Promise<Result<LoadedSide, FailureOf<'not-found' | 'no-crash'>>> => {
  if (asked.kind === 'text') {
    const bytes = Buffer.from(asked.text)
    const report = parseLog(bytes).reports[0]
    if (report === undefined) return failed({ kind: 'no-crash', what: asked.name })
    const { first, last } = placed(report, extent)
    const lines = viewLines(bytes).slice(first - 1, last)
    return success(
      load({ name: asked.name, row: null, report, firstLine: first }, lines, false, explain(report, disassembler))
    )
  }
  const stored = await reader.report(asked.report)
  if (!stored) return missing(asked.report)
  const { row, report } = stored
  const { first, last } = placed(report, extent)
  const bytes = await reader.lines(row.log, first, last - first + 1)
  const log = await reader.log(row.log)
  if (!bytes || !log) return missing(asked.report)
  const all = viewLines(bytes)
  const lines = extent === 'log' ? sentLines(all, mostSent) : all
  const cut = extent === 'log' && (bytes.length < log.size || lines.length < all.length)
  const shown = { name: row.file, row, report, firstLine: first }
  return success(load(shown, lines, cut, explain(report, disassembler)))
}
