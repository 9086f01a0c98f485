import { createLogParser } from '../parse/parse-log.ts'
import type { ParsedAgain, ParseTask, ReadOutcome, ReadTask } from './parse-messages.ts'
import { runParseTask, runReadTask } from './parse-task.ts'

// What a thread of the parse pool does; the pool finds it by these names.

export const readFileTask = (task: ReadTask): Promise<ReadOutcome> => runReadTask(task, createLogParser)

export const parseStoredTask = (task: ParseTask): Promise<ParsedAgain> => runParseTask(task, createLogParser)
