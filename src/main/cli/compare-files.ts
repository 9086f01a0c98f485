import type { NoiseClass } from '../../shared/model/comparison.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { Report } from '../../shared/model/report.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { compareLogs } from '../compare/compare-logs.ts'
import { compareReports } from '../compare/compare-reports.ts'
import { judge } from '../compare/judge.ts'
import type { Written } from '../compare/output/written.ts'
import { verdictOf } from '../compare/output/verdict.ts'
import type { ComparedReport } from '../compare/side.ts'
import { viewLines } from '../engine/view-lines.ts'
import type { Disassembler } from '../explain/disassembler.ts'
import { explain } from '../explain/explain.ts'
import { readPrefix } from '../parse/lines/prefix.ts'
import { parseLog } from '../parse/parse-log.ts'

/** A file as it was read. */
export type ReadFile = { readonly path: string; readonly bytes: Uint8Array }

type Side = { readonly path: string; readonly lines: readonly string[]; readonly report: Report | null }

const sideOf = ({ path, bytes }: ReadFile): Side => ({
  path,
  lines: viewLines(bytes),
  report: parseLog(bytes).reports[0] ?? null
})

const comparedOf = (report: Report, lines: readonly string[], disassembler: Disassembler): ComparedReport => ({
  report,
  rawLine: (line) => lines[line - 1],
  explanation: explain(report, disassembler)
})

const named = ({ path, report }: Side): Written['a'] => ({ name: path, title: report?.title ?? 'no crash' })

const textOf =
  (lines: readonly string[]) =>
  (line: number): string =>
    lines[line - 1] ?? ''

const prefixLength = (line: string): number => readPrefix(line).at

/**
 * Compares the first crash of each of two files without a corpus; a file without a crash is refused. `heeded` are the
 * classes of noise that count all the same.
 */
export const compareFiles = (
  one: ReadFile,
  other: ReadFile,
  heeded: readonly NoiseClass[],
  disassembler: Disassembler
): Result<Written, FailureOf<'no-crash'>> => {
  const [a, b] = [sideOf(one), sideOf(other)]
  if (a.report === null) return failed({ kind: 'no-crash', what: a.path })
  if (b.report === null) return failed({ kind: 'no-crash', what: b.path })
  const { comparison, textA, textB } = compareReports(
    comparedOf(a.report, a.lines, disassembler),
    comparedOf(b.report, b.lines, disassembler),
    { heeded }
  )
  const verdict = verdictOf(comparison, judge(a.report, b.report))
  return success({ comparison, textA, textB, verdict, a: named(a), b: named(b) })
}

/** Compares two files line by line as whole logs, whatever is in them. */
export const compareWholeFiles = (one: ReadFile, other: ReadFile, heeded: readonly NoiseClass[]): Written => {
  const [a, b] = [sideOf(one), sideOf(other)]
  const comparison = compareLogs({ lines: a.lines, prefixLength }, { lines: b.lines, prefixLength }, { heeded })
  return {
    comparison,
    textA: textOf(a.lines),
    textB: textOf(b.lines),
    verdict: verdictOf(comparison),
    a: named(a),
    b: named(b)
  }
}
