import type { ParsedLog } from '../../shared/model/report.ts'
import { createCrashCollector } from './crashes/collector.ts'
import { createLineSplitter } from './lines/split-lines.ts'

/** Takes a raw log piece by piece and keeps only what its reports need, so a log of any size streams through. */
export type LogParser = {
  readonly push: (bytes: Uint8Array) => void
  readonly end: () => ParsedLog
}

export const createLogParser = (): LogParser => {
  const collector = createCrashCollector()
  const splitter = createLineSplitter(collector.take)
  return {
    push: splitter.push,
    end: () => {
      const lineCount = splitter.end()
      return { lineCount, reports: collector.end() }
    }
  }
}

export const parseLog = (bytes: Uint8Array): ParsedLog => {
  const parser = createLogParser()
  parser.push(bytes)
  return parser.end()
}
