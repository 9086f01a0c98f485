import { createHash } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { zstdCompressSync } from 'node:zlib'
import { currentRule } from '../../src/main/cluster/current-rule.ts'
import type { NewLog } from '../../src/main/corpus/corpus.ts'
import { enterWal, openForWriting, openReadOnly, type Connection } from '../../src/main/corpus/embedded/connection.ts'
import { createCorpusFile } from '../../src/main/corpus/embedded/create.ts'
import { migrations } from '../../src/main/corpus/embedded/migrations/index.ts'
import { readMethods } from '../../src/main/corpus/embedded/read/serve-reads.ts'
import { createTerms } from '../../src/main/corpus/embedded/terms.ts'
import { createUnits } from '../../src/main/corpus/embedded/units.ts'
import { writeMethods } from '../../src/main/corpus/embedded/write/serve-writes.ts'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import { logIdSchema, type ReportId } from '../../src/shared/model/ids.ts'
import { perturbed } from './clusters/perturb.ts'
import { randomFrom } from './clusters/random.ts'

/**
 * How a corpus grows: `npm run bench -- corpus [--reports N] [--logs DIR]` stores N reports, the first crashes of the
 * logs of DIR (of the project's own tests without it) and perturbed copies of them, as an import does, and asks for
 * similar ones on the way. One JSON line for each tenfold size and the end, and one for an import of one log more.
 */
const { values } = parseArgs({ options: { reports: { type: 'string', default: '100000' }, logs: { type: 'string' } } })
const wanted = Number(values.reports)
const own = resolve(import.meta.dirname, '../../tests/golden')
const folder = values.logs ?? own
if (!Number.isInteger(wanted) || wanted < 100) {
  console.error('usage: npm run bench -- corpus [--reports N] [--logs DIR]')
  process.exit(2)
}

const batchSize = 100
const queries = 200
const day = 86_400_000
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

const random = randomFrom(7)
const sources = globSync('**/*.log', { cwd: folder })
  .sort()
  .map((name) => readFileSync(join(folder, name)).toString('latin1'))
  .filter((text) => parseLog(Buffer.from(text, 'latin1')).reports.length > 0)

/** The first crash of a log, as if the log held no other. */
const logOf = (text: string, place: number): NewLog | null => {
  const bytes = Buffer.from(text, 'latin1')
  const { lineCount, reports } = parseLog(bytes)
  const [report] = reports
  if (!report) return null
  const log = logIdSchema.parse(createHash('sha256').update(`${place} `).update(bytes).digest('hex'))
  const modified = Date.UTC(2022, 0, 1) + Math.floor(random() * 1400) * day
  const data = new Uint8Array(zstdCompressSync(bytes))
  return {
    log,
    origin: { file: `/logs/${place}.log`, modified },
    size: bytes.length,
    lineCount,
    chunks: [{ startByte: 0, startLine: 1, size: bytes.length, data }],
    parser: 1,
    reports: [report]
  }
}

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0

/** Bytes in the file of what similarity needs: units, terms and the column and index of reports. */
const bytesOnDisk = (db: Connection): number => {
  const count = db.prepare<[], number>('SELECT count(*) FROM report').pluck().get() ?? 0
  const units = db
    .prepare<[], number>('SELECT coalesce(sum(length(fingerprint) + 2 * length(key) + 60), 0) FROM unit')
    .pluck()
    .get()
  const terms = db.prepare<[], number>('SELECT coalesce(sum(2 * length(text) + 16), 0) FROM term').pluck().get()
  // A row of an index of two integers takes some 16 bytes.
  return (units ?? 0) + (terms ?? 0) + count * 20
}

const used = (): number => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const cpuMilliseconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Reports a second of these batches. */
const rate = (batches: readonly number[]): number =>
  (batches.length * batchSize * 1000) / batches.reduce((sum, time) => sum + time, 0)

/** Bytes that the index takes in the memory of one thread. */
const bytesInMemory = (file: string): number => {
  const db = openReadOnly(file)
  const before = used()
  const units = createUnits(db, currentRule, createTerms(db))
  units.refresh()
  const bytes = used() - before
  if (units.index.size() === 0) throw new Error('the index is empty')
  db.close()
  return bytes
}

const temp = mkdtempSync(join(tmpdir(), 'oopsdesk-bench-'))
try {
  const file = join(temp, 'bench.oopsdesk')
  createCorpusFile(file, migrations)
  const db = openForWriting(file)
  enterWal(db)
  const writer = writeMethods(db, file)
  const readerDb = openReadOnly(file)
  const reader = readMethods(readerDb, file, true)

  /** Milliseconds of CPU that each batch took to be stored, its share of settling included. */
  const batchTimes: number[] = []
  let settling = 0
  let lastSettle = 0
  let sinceSettle = 0
  let stored = 0
  let place = 0
  const settle = (): void => {
    const begun = cpuMilliseconds()
    if (!writer.settle().ok) throw new Error('the corpus refused to settle')
    lastSettle = cpuMilliseconds() - begun
    settling += lastSettle
    sinceSettle = 0
    const last = batchTimes.length - 1
    batchTimes[last] = (batchTimes[last] ?? 0) + lastSettle
  }

  const measure = (): void => {
    settle()
    const ids = readerDb
      .prepare<[], ReportId>('SELECT id FROM report ORDER BY substr(id, 3, 8) LIMIT 1000')
      .pluck()
      .all()
    reader.similarBuckets({ kind: 'report', report: ids[0] ?? ('' as ReportId) }, 10)
    const times: number[] = []
    const cpuTimes: number[] = []
    for (const report of ids.slice(1, queries + 1)) {
      const [begun, cpuBegun] = [performance.now(), cpuMilliseconds()]
      reader.similarBuckets({ kind: 'report', report }, 10)
      times.push(performance.now() - begun)
      cpuTimes.push(cpuMilliseconds() - cpuBegun)
    }
    for (const list of [times, cpuTimes]) list.sort((a, b) => a - b)
    const units = db.prepare<[], number>('SELECT count(*) FROM unit').pluck().get() ?? 0
    const tenth = Math.max(1, Math.floor(batchTimes.length / 10))
    console.log(
      JSON.stringify({
        reports: stored,
        sources: sources.length,
        units,
        buckets: reader.describe().buckets,
        largestBucket: db.prepare('SELECT max(count) FROM bucket').pluck().get(),
        storedPerSecond: Math.round(rate(batchTimes)),
        firstTenthPerSecond: Math.round(rate(batchTimes.slice(0, tenth))),
        lastTenthPerSecond: Math.round(rate(batchTimes.slice(-tenth))),
        settlingShare: rounded(settling / batchTimes.reduce((sum, time) => sum + time, 0), 3),
        lastSettleMilliseconds: rounded(lastSettle),
        similarMedianMilliseconds: rounded(quantile(times, 0.5)),
        similarP95Milliseconds: rounded(quantile(times, 0.95)),
        similarP95CpuMilliseconds: rounded(quantile(cpuTimes, 0.95)),
        indexBytesAReportOnDisk: Math.round(bytesOnDisk(db) / stored),
        indexBytesAReportInMemory: Math.round(bytesInMemory(file) / stored),
        fileBytesAReport: Math.round(statSync(file).size / stored)
      })
    )
  }

  let nextMeasure = Math.min(1000, wanted)
  while (stored < wanted) {
    const batch: NewLog[] = []
    while (batch.length < batchSize) {
      const source = sources[place % sources.length] ?? ''
      const log = logOf(place < sources.length ? source : perturbed(source, random), place)
      place += 1
      if (log) batch.push(log)
    }
    const begun = cpuMilliseconds()
    if (!writer.addLogs(batch).ok) throw new Error('the corpus refused a batch')
    const took = cpuMilliseconds() - begun
    batchTimes.push(took)
    stored += batch.length
    sinceSettle += took
    // As an import does: every few seconds, and for a tenth of the time at most.
    if (sinceSettle > Math.max(3000, 10 * lastSettle)) settle()
    if (stored >= nextMeasure) {
      measure()
      nextMeasure = Math.min(nextMeasure * 10, wanted)
      if (stored >= wanted) break
    }
  }
  readerDb.close()
  db.close()

  // What an import of one log into the corpus takes, from opening it.
  const [begun, cpuBegun] = [performance.now(), cpuMilliseconds()]
  const again = openForWriting(file)
  const late = writeMethods(again, file)
  const one = logOf(perturbed(sources[0] ?? '', random), place)
  const added = one === null || (late.addLogs([one]).ok && late.settle().ok)
  if (!added) throw new Error('the corpus refused a log')
  const lateTimes = {
    oneLogMilliseconds: Math.round(performance.now() - begun),
    oneLogCpuMilliseconds: Math.round(cpuMilliseconds() - cpuBegun)
  }
  console.log(JSON.stringify({ reports: stored + 1, ...lateTimes }))
  again.close()
} finally {
  rmSync(temp, { recursive: true, force: true })
}
