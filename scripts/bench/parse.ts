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

/** The compilers of the engine work beside the first rounds, on other threads, and their time counts too. */
const warmRounds = 16
const rounds = 15
for (let warm = 0; warm < warmRounds; warm++) {
  parseAll()
  referAll()
}
const parsing: number[] = []
const referring: number[] = []
for (let round = 0; round < rounds; round++) {
  parsing.push(cpuOf(parseAll))
  referring.push(cpuOf(referAll))
}

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

// Of both the best round: what else runs on the machine takes from their caches, and from the larger work more.
const parseSeconds = Math.min(...parsing)
const referenceSeconds = Math.min(...referring)
console.log(
  JSON.stringify({
    logs: logs.length,
    megabytes: rounded(megabytes),
    crashes,
    mbPerCpuSecond: rounded(megabytes / parseSeconds),
    referenceMbPerCpuSecond: rounded(megabytes / referenceSeconds),
    ratio: rounded(parseSeconds / referenceSeconds),
    p99Milliseconds: rounded(p99),
    slowestMilliseconds: rounded(Math.max(...alone)),
    growth16: process.argv.includes('--growth') ? rounded(growth()) : undefined
  })
)
