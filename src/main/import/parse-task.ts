import type { LogParser } from '../parse/parse-log.ts'
import type { ReadOutcome, ReadTask, ThreadAnswer, ThreadMessage } from './parse-messages.ts'
import { readLog } from './read-log.ts'

/** Chunks on their way to the writer that nobody has answered yet: 4 MiB raw at most. */
const window = 4

/** The work of a pool thread: reads the task's file and speaks through its port meanwhile. */
export const runReadTask = async (task: ReadTask, createParser: () => LogParser): Promise<ReadOutcome> => {
  const { port } = task
  const waiting: ((answer: ThreadAnswer) => void)[] = []
  port.on('message', (answer: ThreadAnswer) => waiting.shift()?.(answer))
  const say = (message: ThreadMessage, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer)
  const ask = (message: ThreadMessage, transfer?: ArrayBuffer[]): Promise<ThreadAnswer> =>
    new Promise((resolve) => {
      waiting.push(resolve)
      say(message, transfer)
    })

  const underway: Promise<boolean>[] = []
  const settle = async (atMost: number): Promise<boolean> => {
    while (underway.length > atMost) if (!(await underway.shift())) return false
    return true
  }
  // Says that the task has left the queue.
  say({ kind: 'read', bytes: 0 })
  try {
    const outcome = await readLog(task, {
      createParser,
      isKnown: (log) => ask({ kind: 'known', log }),
      takeChunk: (chunk) => {
        underway.push(ask({ kind: 'chunk', chunk }, [chunk.data.buffer as ArrayBuffer]))
        return settle(window - 1)
      },
      onRead: (bytes) => say({ kind: 'read', bytes })
    })
    await settle(0)
    return outcome
  } finally {
    port.close()
  }
}
