import type { LogParser } from '../parse/parse-log.ts'
import type { ParsedAgain, ParseTask, ReadOutcome, ReadTask } from './parse-messages.ts'
import { runParseTask, runReadTask } from './parse-task.ts'

/** A parser that finds nothing, and does what the first bytes of the log tell it to. */
const createParser = (): LogParser => ({
  push: (bytes) => {
    const head = Buffer.from(bytes.subarray(0, 16)).toString()
    if (head.startsWith('THROW')) throw new Error('told to throw')
    if (head.startsWith('EXIT')) process.exit(3)
    if (head.startsWith('HANG')) for (;;);
  },
  end: () => ({ lineCount: 0, reports: [] })
})

export const readFileTask = (task: ReadTask): Promise<ReadOutcome> => runReadTask(task, createParser)

export const parseStoredTask = (task: ParseTask): Promise<ParsedAgain> => runParseTask(task, createParser)
