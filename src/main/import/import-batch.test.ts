import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { importIdSchema, logIdSchema } from '../../shared/model/ids.ts'
import { success } from '../../shared/model/result.ts'
import type { CorpusWriter, NewLog } from '../corpus/corpus.ts'
import { createImportBatches, type ImportBatches } from './import-batch.ts'
import { createImportTally } from './import-tally.ts'
import { skippedFile } from './skip-text.ts'

const log: NewLog = {
  log: logIdSchema.parse('0'.repeat(64)),
  origin: { file: 'a.log', modified: 0 },
  size: 1,
  lineCount: 1,
  chunks: [],
  parser: 1,
  reports: []
}

const addLogs = vi.fn<CorpusWriter['addLogs']>(async (logs) =>
  success({ added: logs.length, duplicates: 0, reports: 0 })
)
const settle = vi.fn<CorpusWriter['settle']>(async () => success({ moved: 0 }))
const addSkipped = vi.fn<CorpusWriter['addSkipped']>(async () => success(null))

let batches: ImportBatches
let cancelling: AbortController
beforeEach(() => {
  vi.useFakeTimers()
  cancelling = new AbortController()
  batches = createImportBatches({
    id: importIdSchema.parse('import-0'),
    writer: { addLogs, addSkipped, settle } as unknown as CorpusWriter,
    tally: createImportTally(0),
    onFailure: () => undefined,
    signal: cancelling.signal
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.clearAllMocks()
})

test('a batch is stored when its first log has waited', async () => {
  await batches.addLog(log)
  expect(addLogs).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1000)
  expect(addLogs).toHaveBeenCalledExactlyOnceWith([log])
})

test('after a cancel the batch in flight is the last, and what was skipped is still kept', async () => {
  const { promise: stored, resolve } = Promise.withResolvers<Awaited<ReturnType<CorpusWriter['addLogs']>>>()
  addLogs.mockReturnValueOnce(stored)
  const filling = Array.from({ length: 250 }, () => batches.addLog(log))
  await vi.advanceTimersByTimeAsync(0)
  await batches.addSkipped(skippedFile('empty.log', 'empty'))
  cancelling.abort()
  resolve(success({ added: 100, duplicates: 0, reports: 0 }))
  await Promise.all(filling)
  await batches.close(false)
  expect(addLogs).toHaveBeenCalledOnce()
  expect(addSkipped).toHaveBeenCalledOnce()
})

test('nothing is stored after the close, whoever still adds', async () => {
  await batches.addLog(log)
  await batches.addSkipped(skippedFile('empty.log', 'empty'))
  await batches.close(false)
  await batches.addLog(log)
  await batches.addSkipped(skippedFile('late.log', 'empty'))
  await vi.advanceTimersByTimeAsync(1000)
  expect(addLogs).not.toHaveBeenCalled()
  expect(addSkipped).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})
