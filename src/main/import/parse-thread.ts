import { createLogParser } from '../parse/parse-log.ts'
import type { ReadOutcome, ReadTask } from './parse-messages.ts'
import { runReadTask } from './parse-task.ts'

/** What a thread of the parse pool does; the pool finds it by this name. */
export const readFileTask = (task: ReadTask): Promise<ReadOutcome> => runReadTask(task, createLogParser)
