import { globSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadDisassembler } from '../../src/main/explain/disassembler.ts'
import { explain } from '../../src/main/explain/explain.ts'
import { createLogParser, parseLog } from '../../src/main/parse/parse-log.ts'
import type { ParsedLog } from '../../src/shared/model/report.ts'
import { mutatedLog, randomOf } from '../../tests/corpus/log-mutations.ts'
import { faultsOfExplanation, faultsOfPlaces } from '../../tests/corpus/parsed-log-faults.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    runs: { type: 'string', default: 'Infinity' }
  }
})
if (positionals.length === 0) {
  console.error('usage: npm run bench -- fuzz-parse FOLDER... [--minutes 10] [--seed N] [--runs N]')
  process.exit(2)
}

/** Longer logs would leave time for too few others. */
const longest = 500_000
const logs = positionals
  .flatMap((folder) => globSync('**/*', { cwd: resolve(folder) }).map((name) => join(resolve(folder), name)))
  .filter((file) => statSync(file).isFile() && statSync(file).size <= longest)
  .sort()
  .map((file) => readFileSync(file, 'latin1'))
const disassembler = await loadDisassembler()

/** Of CPU: others may hold the machine. */
const millisecondsOf = (work: () => void): number => {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e3
}

/** Nanoseconds a byte of the logs as they are, read one after the other. */
const baseline = ((): number => {
  const all = logs.map((text) => Buffer.from(text, 'latin1'))
  const pass = (): number => all.reduce((sum, bytes) => sum + millisecondsOf(() => void parseLog(bytes)), 0)
  pass()
  const size = all.reduce((sum, bytes) => sum + bytes.length, 0)
  return (Math.min(pass(), pass()) * 1e6) / size
})()

/**
 * Far above the time of others: a pattern that backtracks, or work that grows faster than the log. A log dense with
 * crashes costs some times what a boot does, and the machine is never quiet, hence the room.
 */
const timesBaseline = 16
const room = 20
const isSlow = (milliseconds: number, bytes: Uint8Array): boolean =>
  milliseconds > room + (timesBaseline * baseline * bytes.length) / 1e6

const parseInPieces = (bytes: Uint8Array, random: () => number): string => {
  const parser = createLogParser()
  for (let from = 0; from < bytes.length;) {
    const to = from + 1 + Math.floor(random() * 5000)
    parser.push(bytes.subarray(from, to))
    from = to
  }
  return JSON.stringify(parser.end())
}

let folder: string | null = null
let megabytes = 0
let reports = 0
let exceptions = 0
let misplaced = 0
let slow = 0
let worst = 0

const complain = (seed: number, bytes: Uint8Array, what: string): void => {
  folder ??= mkdtempSync(join(tmpdir(), 'fuzz-parse-'))
  const file = join(folder, `${seed}.log`)
  writeFileSync(file, bytes)
  console.error(`seed ${seed}: ${what}; its log is ${file}`)
}

const run = (seed: number): void => {
  const bytes = mutatedLog(logs, seed)
  megabytes += bytes.length / 1e6
  try {
    let parsed: ParsedLog = { lineCount: 0, reports: [] }
    const first = millisecondsOf(() => {
      parsed = parseLog(bytes)
    })
    const share = (first * 1e6) / bytes.length / baseline
    if (isSlow(first, bytes) || (share > worst && bytes.length > 20_000)) {
      const again = Math.min(first, ...Array.from({ length: 5 }, () => millisecondsOf(() => void parseLog(bytes))))
      if (bytes.length > 20_000) worst = Math.max(worst, (again * 1e6) / bytes.length / baseline)
      if (isSlow(again, bytes)) {
        slow += 1
        complain(seed, bytes, `${again.toFixed(0)} ms for ${bytes.length} bytes`)
      }
    }
    reports += parsed.reports.length
    const faults = [
      ...faultsOfPlaces(bytes, parsed),
      ...parsed.reports.flatMap((report) => faultsOfExplanation(report, explain(report, disassembler)))
    ]
    const random = randomOf(seed)
    if (random() < 0.1 && parseInPieces(bytes, random) !== JSON.stringify(parsed)) faults.push('the pieces tell')
    if (faults.length > 0) {
      misplaced += 1
      complain(seed, bytes, `${faults.length} faults, the first: ${faults[0]}`)
    }
  } catch (error) {
    exceptions += 1
    complain(seed, bytes, error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

const seed = Number(values.seed)
const minutes = Number(values.minutes)
console.error(`${logs.length} logs, seed ${seed}, ${baseline.toFixed(1)} ns a byte as they are`)
const deadline = performance.now() + minutes * 60_000
let runs = 0
let told = performance.now()
while (performance.now() < deadline && runs < Number(values.runs)) {
  run(seed + runs)
  runs += 1
  if (performance.now() - told > 30_000) {
    told = performance.now()
    console.error(`${runs} runs, next seed ${seed + runs}`)
  }
}
console.log(
  JSON.stringify({
    logs: logs.length,
    seed,
    minutes,
    runs,
    megabytes: Math.round(megabytes),
    reports,
    exceptions,
    misplaced,
    slow,
    nanosecondsPerByte: Number(baseline.toFixed(1)),
    worstTimesBaseline: Number(worst.toFixed(1))
  })
)
process.exit(exceptions + misplaced + slow > 0 ? 1 : 0)
