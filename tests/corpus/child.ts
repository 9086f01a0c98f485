import { makeBackup } from '../../src/main/corpus/embedded/backups.ts'
import { openEmbeddedCorpus } from '../../src/main/corpus/embedded/open.ts'
import { bucketQuerySchema } from '../../src/shared/model/bucket.ts'
import { alikeLogs } from '../builders/alike-logs.ts'
import { buildLog } from '../builders/new-log.ts'
import { writeNote } from '../builders/notes.ts'
import { buildReport } from '../builders/report.ts'
import { actAtRandom } from './random-acts.ts'

// A process of its own with a corpus: `child.ts <task> <file> <seed>`. Says one line of JSON for each thing done.
const [task, file, seed] = process.argv.slice(2)
if (!task || !file) throw new Error('child.ts <task> <file> <seed>')

const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`)

const opened = await openEmbeddedCorpus({ file, create: task !== 'read' })
if (!opened.ok) {
  say(opened.failure)
  process.exit(1)
}
const { reader, writer, close } = opened.value
const page = { offset: 0, limit: 10 }
const oneBucket = async () => (await reader.buckets(bucketQuerySchema.parse({}), page)).rows[0]

/** Batch `number`: ten logs of two crashes each, named so that a half batch shows. */
const batch = (number: number) =>
  Array.from({ length: 10 }, (_, index) =>
    buildLog(`batch ${number} log ${index}\n`.repeat(50), {
      file: `/batch-${number}/${index}`,
      reports: [buildReport({ title: `BUG: in batch ${number}` }), buildReport({ title: `BUG: kind ${index}` })]
    })
  )

const tasks: Readonly<Record<string, () => Promise<void>>> = {
  import: async () => {
    for (let number = 0; ; number += 1) {
      await writer?.addLogs(batch(number))
      say({ batch: number })
    }
  },
  large: async () => {
    const large = await writer?.openLog()
    if (!large?.ok) return
    const [chunk] = buildLog('part of a large log\n'.repeat(1000)).chunks
    if (!chunk) return
    for (let number = 0; ; number += 1) {
      await writer?.addChunk(large.value, { ...chunk, startByte: number * chunk.size, startLine: number * 1000 + 1 })
      say({ chunk: number })
    }
  },
  note: async () => {
    await writer?.addLogs([buildLog('x\n', { reports: [buildReport()] })])
    const row = await oneBucket()
    if (!row) return
    for (let revision = 0; ; revision += 1) {
      if (writer) await writeNote({ reader, writer }, row.bucket, `text ${revision}`, revision)
      say({ revision: revision + 1 })
    }
  },
  act: async () => {
    if (writer) await actAtRandom({ reader, writer }, Number(seed), say)
  },
  backup: async () => {
    // Another day each, so that there is always one to make.
    for (let day = 0; ; day += 1) {
      const made = await makeBackup(file, Date.UTC(2020, 0, 1 + day), new AbortController().signal)
      say({ made: made.ok })
    }
  },
  settle: async () => {
    const logs = alikeLogs(900)
    for (let from = 0; from < logs.length; from += 500) await writer?.addLogs(logs.slice(from, from + 500))
    say({ stored: logs.length })
    await writer?.settle()
    say({ settled: true })
    await close()
  },
  read: async () => {
    const facts = await reader.describe()
    say({ writer: writer !== null, ...facts })
    await close()
  },
  hold: async () => {
    await writer?.addLogs(batch(0))
    say({ held: true })
    await new Promise(() => setInterval(() => undefined, 1000))
  }
}
await tasks[task]?.()
