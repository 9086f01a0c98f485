import * as fc from 'fast-check'
import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { alikeLogs } from '../../../../tests/builders/alike-logs.ts'
import { corpusInProcess, partitionOf, type CorpusInProcess } from '../../../../tests/builders/corpus-in-process.ts'
import { makeTempFolder, valueOf } from '../../../../tests/builders/temp-corpus.ts'
import { currentRule } from '../../cluster/current-rule.ts'
import type { ClusterRule } from '../../cluster/rule.ts'
import { createSimilarityIndex } from '../../cluster/similarity-index.ts'
import type { NewLog } from '../corpus.ts'

const folder = makeTempFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What bounds the work in a large corpus, in a small one. */
const rule: ClusterRule = {
  ...currentRule,
  createIndex: (crashOf) =>
    createSimilarityIndex(crashOf, currentRule.score, currentRule.join, { limits: { common: 8, pillars: 2 } }),
  sampling: { whole: 10, sample: 5 }
}

const logs = alikeLogs(150)
const settledIn = (corpus: CorpusInProcess): ReturnType<typeof partitionOf> => {
  valueOf(corpus.write.settle())
  return partitionOf(corpus)
}
const imported = (all: readonly NewLog[]): CorpusInProcess => {
  const corpus = corpusInProcess(folder, rule)
  valueOf(corpus.write.addLogs(all))
  return corpus
}

const orders = fc.record({
  list: fc.shuffledSubarray([...logs], { minLength: logs.length }),
  size: fc.constantFrom(1, 7, 40),
  settled: fc.constantFrom(1, 3, 100)
})

test('names become common and stop to be, and many units are sampled, in any order with the same buckets', () => {
  const expected = settledIn(imported(logs))
  const usual = corpusInProcess(folder)
  valueOf(usual.write.addLogs(logs))
  // Else nothing was common.
  expect(settledIn(usual)).not.toEqual(expected)
  fc.assert(
    fc.property(orders, ({ list, size, settled }) => {
      let corpus = corpusInProcess(folder, rule)
      for (let from = 0; from < list.length; from += size) {
        valueOf(corpus.write.addLogs(list.slice(from, from + size)))
        if ((from / size) % settled === 0) valueOf(corpus.write.settleSome(1))
        // As a process does that was killed: nothing is left in memory.
        if ((from / size) % 11 === 5) corpus = corpus.reopened(rule)
      }
      expect(settledIn(corpus)).toEqual(expected)
      corpus.close()
    }),
    { numRuns: 12, endOnFailure: true }
  )
}, 120_000)

test('reports that go leave the buckets that there would be without them', () => {
  fc.assert(
    fc.property(orders, fc.nat(60), ({ list, settled }, count) => {
      const corpus = imported(list)
      if (settled === 1) valueOf(corpus.write.settle())
      for (const { log } of list.slice(0, count)) valueOf(corpus.write.replaceReports(log, 2, []))
      const rest = imported(list.slice(count))
      expect(settledIn(corpus)).toEqual(settledIn(rest))
      corpus.close()
      rest.close()
    }),
    { numRuns: 8, endOnFailure: true }
  )
}, 120_000)
