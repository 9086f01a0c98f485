import type { ParsedLog } from '../../shared/model/report.ts'
import type { Result } from '../../shared/model/result.ts'
import { createLogParser } from '../parse/parse-log.ts'
import { checkLog, parsing, type Skipped, withLogFile } from './log-file.ts'

/** Reads one file once, unpacked as an import unpacks it, and parses it. Nothing is kept of its bytes. */
export const parseFile = (location: Uint8Array, corpusApplicationId: number): Promise<Result<ParsedLog, Skipped>> =>
  withLogFile(location, corpusApplicationId, async (log) => {
    checkLog(log)
    const parser = createLogParser()
    for await (const piece of log.pieces(() => undefined, true)) parsing(() => parser.push(piece))
    log.checkUnchanged()
    return parsing(parser.end)
  })
