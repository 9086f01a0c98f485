import * as fc from 'fast-check'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { corpusInProcess, partitionOf, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { ownLogs, qemuLogs } from '../../../../tests/builders/real-logs.ts'
import { makeTempFolder, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import type { NewLog } from '../corpus.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let logs: readonly NewLog[] = []
beforeAll(() => {
  // Logs of one crash that repeats for ever say little more than the first of them.
  logs = [...ownLogs(), ...qemuLogs()].filter(({ reports }) => reports.length > 0 && reports.length <= 20)
}, 120_000)

const imported = (
  batches: readonly (readonly NewLog[])[],
  settleAfter: (batch: number) => boolean
): CorpusInProcess => {
  const corpus = corpusInProcess(folder)
  for (const [place, batch] of batches.entries()) {
    valueOf(corpus.write.addLogs(batch))
    if (settleAfter(place)) valueOf(corpus.write.settle())
  }
  valueOf(corpus.write.settle())
  return corpus
}

const batchesOf = (list: readonly NewLog[], size: number): readonly (readonly NewLog[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))

test(
  'any order and any batches give the same buckets, and grouping all anew changes nothing',
  { timeout: 600_000 },
  () => {
    const whole = imported([logs], () => false)
    const expected = partitionOf(whole)
    expect(expected.length).toBeGreaterThan(50)
    expect(expected.some((reports) => reports.length > 10)).toBe(true)
    valueOf(whole.write.regroupStart())
    expect(valueOf(whole.write.regroupFinish())).toMatchObject({ reports: 0, splits: [], merges: [] })
    expect(partitionOf(whole)).toEqual(expected)
    whole.close()

    const orders = fc.record({
      list: fc.shuffledSubarray([...logs], { minLength: logs.length }),
      size: fc.constantFrom(1, 3, 10, 50, 200),
      settled: fc.constantFrom(1, 2, 7)
    })
    fc.assert(
      fc.property(orders, ({ list, size, settled }) => {
        const corpus = imported(batchesOf(list, size), (batch) => batch % settled === 0)
        expect(partitionOf(corpus)).toEqual(expected)
        corpus.close()
      }),
      { numRuns: 20, endOnFailure: true }
    )
  }
)
