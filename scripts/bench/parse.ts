import { globSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseLog } from '../../src/main/parse/parse-log.ts'

/** The words a crash is found by: what any reader of kernel logs has to look for at least. */
const words = [
  'BUG:',
  'WARNING:',
  'INFO:',
  'Unable to handle kernel',
  'general protection fault',
  'stack segment:',
  'Kernel panic',
  'PANIC: double fault',
  'rust_kernel: panicked',
  'kernel BUG',
  'Kernel BUG',
  'BUG kmalloc-',
  'divide error',
  'divide_error',
  'invalid opcode:',
  'int3:',
  'UBSAN:',
  'Booting the kernel.',
  'unregister_netdevice',
  'VFS: Close',
  'VFS: Busy inodes',
  'Internal error:',
  'Unhandled fault:',
  'Alignment trap:',
  'trusty: panic',
  'fatal error:',
  'SYZFAIL:',
  'SYZFATAL:',
  'panic:'
]

/** The least that can be done: cut the bytes into lines and look for the words. */
const reference = (bytes: Buffer): number => {
  const lines = bytes.toString('latin1').split('\n')
  let found = 0
  for (const line of lines) for (const word of words) if (line.includes(word)) found++
  return found
}

/** CPU seconds that one pass over all logs takes. */
const cpuOf = (work: () => void): number => {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))

const folder = process.argv[2]
if (folder === undefined) {
  console.error('usage: npm run bench -- parse FOLDER')
  process.exit(2)
}
const files = globSync('**/*', { cwd: resolve(folder) })
  .map((name) => join(resolve(folder), name))
  .filter((file) => statSync(file).isFile())
  .sort()
const logs = files.map((file) => readFileSync(file))
const megabytes = logs.reduce((sum, log) => sum + log.length, 0) / 1e6
let crashes = 0
const parseAll = (): void => {
  crashes = 0
  for (const log of logs) crashes += parseLog(log).reports.length
}
const referAll = (): void => {
  for (const log of logs) reference(log)
}

/**
 * What is measured: CPU time of the whole process, collector and compilers of the engine with it, of one pass over all
 * logs, the parser's and the reference's in turns.
 *  - `ratio` is that of a long import: the engine's compilers are through with both, and of each the best round counts,
 *    since what else runs on the machine only ever adds, and adds more to the work that holds more memory.
 *  - `medianRatio` has the same rounds with what else ran on the machine in them.
 *  - `coldRatio` is that of the first pass of a fresh process, most of which is compiling: what a short import pays.
 */
const warmRounds = 16
const rounds = 25
const parsing: number[] = []
const referring: number[] = []
for (let round = 0; round < warmRounds + rounds; round++) {
  parsing.push(cpuOf(parseAll))
  referring.push(cpuOf(referAll))
}
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const steady = (values: readonly number[]): readonly number[] => values.slice(warmRounds)

/** Milliseconds of each log alone, the best of some runs, so that the machine's noise is not the log's. */
const alone = logs.map((log) => {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now()
    parseLog(log)
    return performance.now() - start
  })
  return Math.min(...times)
})
const p99 = alone.toSorted((a, b) => a - b)[Math.floor(alone.length * 0.99)] ?? 0

/** How the time grows: all logs joined up to a size, and sixteen times that. */
const joinedTo = (bytes: number): Buffer => {
  const parts: Buffer[] = []
  for (let size = 0, at = 0; size < bytes && logs.length > 0; at++) {
    const log = logs[at % logs.length] ?? Buffer.alloc(0)
    parts.push(log, Buffer.from('\n'))
    size += log.length + 1
  }
  return Buffer.concat(parts)
}
const growth = (): number => {
  const small = joinedTo(4e6)
  const large = joinedTo(64e6)
  parseLog(small)
  const smallTime = Math.min(...Array.from({ length: 3 }, () => cpuOf(() => void parseLog(small))))
  const largeTime = Math.min(...Array.from({ length: 2 }, () => cpuOf(() => void parseLog(large))))
  return largeTime / smallTime
}

const parseSeconds = Math.min(...steady(parsing))
const referenceSeconds = Math.min(...steady(referring))
console.log(
  JSON.stringify({
    logs: logs.length,
    megabytes: rounded(megabytes),
    crashes,
    mbPerCpuSecond: rounded(megabytes / parseSeconds),
    referenceMbPerCpuSecond: rounded(megabytes / referenceSeconds),
    ratio: rounded(parseSeconds / referenceSeconds),
    medianRatio: rounded(median(steady(parsing)) / median(steady(referring))),
    coldRatio: rounded((parsing[0] ?? 0) / (referring[0] ?? 0)),
    p99Milliseconds: rounded(p99),
    slowestMilliseconds: rounded(Math.max(...alone)),
    growth16: process.argv.includes('--growth') ? rounded(growth()) : undefined
  })
)
