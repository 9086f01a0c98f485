import type { ParsedLog, Report } from '../../shared/model/report.ts'
import { createCrashCollector } from './crashes/collector.ts'
import { createLogHistory, type LogHistory } from './history/log-history.ts'
import { createRecordReader } from './lines/records.ts'
import { createLineSplitter } from './lines/split-lines.ts'
import { createUnwrapper } from './lines/unwrap.ts'
import { saysSomething } from './report/says-something.ts'
import { markLine, timeMark } from './telling-words.ts'
import { createLogTimes } from './when/log-times.ts'

/** Takes a raw log piece by piece and keeps only what its reports need, so a log of any size streams through. */
export type LogParser = {
  readonly push: (bytes: Uint8Array) => void
  readonly end: () => ParsedLog
}

/** Says of each report which other came before it in the same boot. */
const inSequence = (reports: readonly Report[], history: LogHistory): readonly Report[] =>
  reports.map((report, index) => {
    const before = reports[index - 1]
    return before === undefined || history.bootBetween(before.startLine, report.startLine)
      ? report
      : { ...report, after: index - 1 }
  })

export const createLogParser = (): LogParser => {
  const history = createLogHistory()
  const times = createLogTimes(history.bootBetween)
  const collector = createCrashCollector(history, times.header)
  const unwrapper = createUnwrapper(saysSomething, (line) => {
    const marks = line.marks ?? markLine(Buffer.from(line.text, 'latin1'), 0, line.text.length)
    history.take(line, marks)
    if ((marks & timeMark) !== 0) times.take(line)
    collector.take(line, marks)
  })
  const records = createRecordReader(unwrapper.take)
  const splitter = createLineSplitter(records.take, markLine)
  return {
    push: splitter.push,
    end: () => {
      const lineCount = splitter.end()
      records.end()
      unwrapper.end()
      const { reports: crashes, ...rest } = collector.end()
      const reports = inSequence(crashes, history).map((report) => {
        const stated = times.of(report.lines, report.facts.buildTime?.value ?? null)
        return stated.length === 0 ? report : { ...report, times: stated }
      })
      return { lineCount, reports, ...rest }
    }
  }
}

export const parseLog = (bytes: Uint8Array): ParsedLog => {
  const parser = createLogParser()
  parser.push(bytes)
  return parser.end()
}
