import type { MessagePort } from 'node:worker_threads'
import type { LogParser } from '../parse/parse-log.ts'
import type { ParsedAgain, ParseTask, ReadOutcome, ReadTask, ThreadAnswer, ThreadMessage } from './parse-messages.ts'
import { readLog } from './read-log.ts'

/** Chunks on their way to the writer that nobody has answered yet: 4 MiB raw at most. */
const window = 4

type Conversation = {
  readonly say: (message: ThreadMessage, transfer?: ArrayBuffer[]) => void
  /** Answers come in the order of the questions. */
  readonly ask: (message: ThreadMessage, transfer?: ArrayBuffer[]) => Promise<ThreadAnswer>
}

const conversation = (port: MessagePort): Conversation => {
  const waiting: ((answer: ThreadAnswer) => void)[] = []
  port.on('message', (answer: ThreadAnswer) => waiting.shift()?.(answer))
  const say: Conversation['say'] = (message, transfer = []) => port.postMessage(message, transfer)
  return {
    say,
    ask: (message, transfer) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        say(message, transfer)
      })
  }
}

/** The work of a pool thread: reads the task's file and speaks through its port meanwhile. */
export const runReadTask = async (task: ReadTask, createParser: () => LogParser): Promise<ReadOutcome> => {
  const { port } = task
  const { say, ask } = conversation(port)

  const underway: Promise<ThreadAnswer>[] = []
  const settle = async (atMost: number): Promise<boolean> => {
    while (underway.length > atMost) if ((await underway.shift()) !== true) return false
    return true
  }
  // Says that the task has left the queue.
  say({ kind: 'read', bytes: 0 })
  try {
    const outcome = await readLog(task, {
      createParser,
      isKnown: async (log) => (await ask({ kind: 'known', log })) === true,
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

/** The work of a pool thread: parses bytes that it asks for, the next while it parses the last. */
export const runParseTask = async ({ port }: ParseTask, createParser: () => LogParser): Promise<ParsedAgain> => {
  const { ask } = conversation(port)
  const more = async (): Promise<Uint8Array | null> => {
    const piece = await ask({ kind: 'more' })
    return piece instanceof Uint8Array ? piece : null
  }
  try {
    const parser = createParser()
    let coming = more()
    for (let piece = await coming; piece !== null; piece = await coming) {
      coming = more()
      parser.push(piece)
    }
    const { reports, omitted } = parser.end()
    return { kind: 'parsed', reports, omitted: omitted ?? 0 }
  } finally {
    port.close()
  }
}
