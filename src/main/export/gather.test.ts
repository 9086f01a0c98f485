import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bucketIdSchema, logIdSchema, type BucketId } from '../../shared/model/ids.ts'
import type { Report } from '../../shared/model/report.ts'
import type { Corpus, NewLog } from '../corpus/corpus.ts'
import { openEmbeddedCorpus } from '../corpus/embedded/open.ts'
import { createLogParser } from '../parse/parse-log.ts'
import { gatherBuckets } from './gather.ts'

let folder = ''
let corpus: Corpus
let buckets: readonly BucketId[] = []

const crash = (name: string): readonly Report[] => {
  const parser = createLogParser()
  parser.push(
    Buffer.from(`------------[ cut here ]------------
kernel BUG at fs/${name}.c:61!
Oops: invalid opcode: 0000 [#1] SMP KASAN PTI
CPU: 0 UID: 0 PID: 5822 Comm: test Not tainted 6.15.0-rc7 #0 PREEMPT(full)
RIP: 0010:${name}+0x9f5/0xa20 fs/${name}.c:61
Call Trace:
 <TASK>
 ${name}_caller+0xe34/0x2430 fs/${name}.c:1189
 do_mount+0x24a/0xa40 fs/namespace.c:3881
 __se_sys_mount+0x317/0x410 fs/namespace.c:4409
 do_syscall_64+0xf6/0x210 arch/x86/entry/syscall_64.c:94
 entry_SYSCALL_64_after_hwframe+0x77/0x7f
 </TASK>
---[ end trace 0000000000000000 ]---
`)
  )
  return parser.end().reports
}

const log = (index: number, name: string): NewLog => ({
  log: logIdSchema.parse(String(index).repeat(64)),
  origin: { file: `/logs/${index}.log`, modified: index * 1000 },
  size: 0,
  lineCount: 0,
  chunks: [],
  parser: 1,
  reports: crash(name)
})

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-gather-'))
  const opened = await openEmbeddedCorpus({ file: join(folder, 'test.oopsdesk'), create: true })
  if (!opened.ok || !opened.value.writer) throw new Error('the corpus does not open')
  corpus = opened.value
  await opened.value.writer.addLogs([log(1, 'alpha'), log(2, 'beta'), log(3, 'alpha')])
  const query = { text: '', kinds: [], noted: false, sort: 'count', descending: true } as const
  buckets = (await corpus.reader.buckets(query, { offset: 0, limit: 10 })).rows.map(({ bucket }) => bucket)
})
afterAll(async () => {
  await corpus.close()
  rmSync(folder, { recursive: true, force: true })
})

test('collects the buckets named, in that order and each once', async () => {
  const [alpha, beta] = buckets
  if (!alpha || !beta) throw new Error('two buckets are expected')
  const found = await gatherBuckets(corpus.reader, [beta, alpha, beta])
  if (!found.ok) throw new Error(found.failure.kind)
  expect(found.value.map(({ row, note, reports, sample }) => [row.title, note, reports.length, sample?.frame])).toEqual(
    [
      ['kernel BUG in beta', null, 1, 'beta'],
      ['kernel BUG in alpha', null, 2, 'alpha']
    ]
  )
})

test('collects those with a note, and says which bucket is not there', async () => {
  expect(await gatherBuckets(corpus.reader, 'noted')).toEqual({ ok: true, value: [] })
  const [alpha] = buckets
  if (!alpha) throw new Error('a bucket is expected')
  await corpus.writer?.setNote(alpha, 'Freed twice.', 0, 5000)
  const found = await gatherBuckets(corpus.reader, 'noted')
  expect(found).toMatchObject({ ok: true, value: [{ row: { bucket: alpha }, note: { text: 'Freed twice.' } }] })
  const unknown = bucketIdSchema.parse('000000000000')
  expect(await gatherBuckets(corpus.reader, [alpha, unknown])).toEqual({
    ok: false,
    failure: { kind: 'not-found', what: 'bucket', id: unknown }
  })
})
