import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildLog, chunksOf, logIdOf } from '../../../../tests/builders/new-log.ts'
import { tempCorpora, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import type { LargeLogId } from '../corpus.ts'

const temp = tempCorpora()
let corpus: Awaited<ReturnType<typeof temp.open>>
beforeAll(async () => {
  corpus = await temp.open()
})
afterAll(temp.end)

// Mostly line ends and letters, so that lines and chunk borders meet in every way.
const rawByte = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0x0a, 0x0d, 0x00, 0xff, 0xc3) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 255 }) }
)
const rawLog = fc.record({
  bytes: fc.array(rawByte, { maxLength: 80 }).map((bytes) => Uint8Array.from(bytes)),
  cuts: fc.array(fc.nat(80), { maxLength: 6 })
})

/** The lines of raw bytes with their line ends, by the plainest way. */
const plainLines = (bytes: Uint8Array): readonly string[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/[^\n]*\n|[^\n]+$/g) ?? []

test('any bytes come back as they went in, in any part', async () => {
  const part = fc.tuple(fc.nat(90), fc.nat(90))
  await fc.assert(
    fc.asyncProperty(rawLog, part, async ({ bytes, cuts }, [start, length]) => {
      const log = buildLog(bytes, { cuts })
      valueOf(await corpus.writer.addLogs([log]))
      const whole = await corpus.reader.bytes(log.log, 0, bytes.length + 10)
      expect(whole && Buffer.compare(whole, bytes)).toBe(0)
      const some = await corpus.reader.bytes(log.log, start, length)
      expect(some && [...some]).toEqual([...bytes.subarray(start, start + length)])
    }),
    { numRuns: 150 }
  )
})

test('lines are those of a plain split at LF, over chunk borders', async () => {
  const wanted = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }))
  await fc.assert(
    fc.asyncProperty(rawLog, wanted, async ({ bytes, cuts }, [first, count]) => {
      const log = buildLog(bytes, { cuts })
      valueOf(await corpus.writer.addLogs([log]))
      const lines = await corpus.reader.lines(log.log, first, count)
      const expected = plainLines(bytes).slice(first - 1, first - 1 + count)
      expect(lines && Buffer.from(lines).toString('latin1')).toBe(expected.join(''))
      expect((await corpus.reader.log(log.log))?.lineCount).toBe(plainLines(bytes).length)
    }),
    { numRuns: 150 }
  )
})

test('a log that is not there has no bytes and no lines', async () => {
  const log = logIdOf(new Uint8Array([1, 2, 3, 4]))
  expect(await corpus.reader.bytes(log, 0, 10)).toBeNull()
  expect(await corpus.reader.lines(log, 1, 10)).toBeNull()
})

test('a large log stored piece by piece appears when it is finished, and reads the same', async () => {
  const text = Array.from({ length: 50_000 }, (_, index) => `[${index}] line of a long log\n`).join('')
  const bytes = new TextEncoder().encode(text)
  const log = buildLog(bytes)
  const large: LargeLogId = valueOf(await corpus.writer.openLog())
  for (const chunk of chunksOf(bytes, [100_001, 200_002, 900_000])) {
    valueOf(await corpus.writer.addChunk(large, chunk))
    expect(await corpus.reader.hasLog(log.log)).toBe(false)
  }
  const { chunks: _, ...rest } = log
  expect(valueOf(await corpus.writer.finishLog(large, rest))).toEqual({ added: true, reports: 0 })
  const lines = await corpus.reader.lines(log.log, 30_001, 2)
  expect(lines && Buffer.from(lines).toString()).toBe('[30000] line of a long log\n[30001] line of a long log\n')
  const whole = await corpus.reader.bytes(log.log, 0, bytes.length)
  expect(whole && Buffer.compare(whole, bytes)).toBe(0)
  await expect(corpus.writer.finishLog(large, rest)).rejects.toThrow('not open')
})
