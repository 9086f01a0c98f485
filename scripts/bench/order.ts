import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { currentRule } from '../../src/main/cluster/current-rule.ts'
import type { ClusterRule } from '../../src/main/cluster/rule.ts'
import { createSimilarityIndex } from '../../src/main/cluster/similarity-index.ts'
import type { NewLog } from '../../src/main/corpus/corpus.ts'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import { corpusInProcess, partitionOf } from '../../tests/builders/corpus-in-process.ts'
import { buildLog } from '../../tests/builders/new-log.ts'
import { randomFrom, shuffled } from './clusters/random.ts'

/**
 * Whether the order of an import matters: `npm run bench -- order [--reports N] [--orders N] [--common N] DIR...` imports
 * the first crashes of N logs of the folders, the last ones, in random orders and in batches of random sizes, settles at random
 * times, and compares the buckets with those of one import of all at once. `--common` makes names common, and samples
 * small, from so few units on, so that what bounds the work in large corpora is met. Ends with 1 where an order matters.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reports: { type: 'string', default: '2000' },
    orders: { type: 'string', default: '20' },
    common: { type: 'string' }
  }
})
const [wanted, orders] = [Number(values.reports), Number(values.orders)]
if (positionals.length === 0 || !(wanted > 0) || !(orders > 0)) {
  console.error('usage: npm run bench -- order [--reports N] [--orders N] [--common N] DIR...')
  process.exit(2)
}

const smaller = (common: number): ClusterRule => {
  const few = Math.max(1, Math.ceil(common / 8))
  return {
    ...currentRule,
    createIndex: (crashOf) =>
      createSimilarityIndex(crashOf, currentRule.score, currentRule.join, { limits: { common, pillars: few } }),
    sampling: { whole: Math.max(2, common / 2), sample: few }
  }
}
const rule = values.common === undefined ? currentRule : smaller(Number(values.common))

const logs = positionals
  .map((folder) => resolve(folder))
  .flatMap((folder) =>
    globSync('**/*.log', { cwd: folder })
      .sort()
      .map((name) => join(folder, name))
  )
  .map((file): NewLog => {
    const bytes = readFileSync(file)
    const [report] = parseLog(bytes).reports
    return buildLog(bytes, { file, modified: 1_600_000_000_000, reports: report ? [report] : [] })
  })
  .filter(({ reports }) => reports.length > 0)
  .slice(-wanted)

const temp = mkdtempSync(join(tmpdir(), 'oopsdesk-bench-'))
const stored = (all: readonly NewLog[], random: (() => number) | null): readonly string[] => {
  const corpus = corpusInProcess(temp, rule)
  for (let from = 0; from < all.length;) {
    const size = random ? 1 + Math.floor(random() * 300) : all.length
    if (!corpus.write.addLogs(all.slice(from, from + size)).ok) throw new Error('the corpus refused a batch')
    from += size
    if (random && random() < 0.3) corpus.write.settleSome(random() < 0.5 ? 5 : 1000)
  }
  if (!corpus.write.settle().ok) throw new Error('the corpus refused to settle')
  const partition = partitionOf(corpus).map((reports) => reports.join(' '))
  corpus.close()
  return partition
}

try {
  const begun = performance.now()
  const expected = stored(logs, null)
  const whole = expected.join('\n')
  const others = Array.from({ length: orders }, (_, at) => {
    const random = randomFrom(at + 1)
    return stored(shuffled(logs, random), random).join('\n') === whole
  }).filter((same) => !same).length
  const largest = Math.max(...expected.map((reports) => reports.split(' ').length))
  const seconds = Math.round((performance.now() - begun) / 1000)
  console.log(
    JSON.stringify({ reports: logs.length, buckets: expected.length, largest, orders, otherBuckets: others, seconds })
  )
  process.exitCode = others > 0 ? 1 : 0
} finally {
  rmSync(temp, { recursive: true, force: true })
}
