import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import type { CrashKind } from '../../src/shared/model/crash-kind.ts'
import type { Report } from '../../src/shared/model/report.ts'

const archive = new URL('../../../shared/corpus/qemu.tar.xz', import.meta.url).pathname
const present = existsSync(archive)
if (!present) process.stdout.write('skipped: parse-qemu, ../shared/corpus/qemu.tar.xz is absent\n')

type Truth = { readonly file: string; readonly expected_class: string; readonly expect_regex: string }

const memory: readonly CrashKind[] = ['memory-safety']
const hang: readonly CrashKind[] = ['hang']

/** What each provoked crash may be told as: the same bug is noticed by different checks under different configurations. */
const kinds: Readonly<Record<string, readonly CrashKind[]>> = {
  'abba-deadlock': ['hang', 'locking'],
  'bad-page': memory,
  bug: ['bug'],
  'divide-error': ['bug'],
  'double-fault': ['bug'],
  fortify: ['bug', 'warning', 'memory-safety'],
  gpf: memory,
  'hung-task': hang,
  'init-died': ['bug'],
  interleaved: ['bug', 'memory-safety', 'warning'],
  'invalid-opcode': ['bug'],
  'kasan-double-free': memory,
  'kasan-null-ptr-deref': memory,
  'kasan-oob': memory,
  'kasan-uaf': memory,
  'kasan-user-access': memory,
  'kfence-use-after-free': memory,
  'list-corruption': ['memory-safety', 'warning'],
  'lockdep-circular': ['locking'],
  'lockdep-recursive': ['locking'],
  'multi-report': memory,
  'no-root': ['bug'],
  'null-ptr-deref': memory,
  'nx-exec': memory,
  'page-fault': memory,
  'page-fault-errptr': memory,
  panic: ['bug'],
  'rcu-stall': hang,
  refcount: memory,
  'slab-double-free': ['bug', 'memory-safety'],
  'slab-free-page': ['warning', 'bug', 'memory-safety'],
  'sleep-in-atomic': ['locking'],
  smap: memory,
  smep: memory,
  'soft-lockup': hang,
  'spinlock-deadlock': ['hang', 'locking'],
  'stack-overflow': memory.concat('bug'),
  'stack-protector': memory,
  usercopy: memory,
  warning: ['warning'],
  'warning-msg': ['warning', 'memory-safety'],
  'write-rodata': memory,
  'write-text': memory
}

const harmless = new Set(['clean-boot', 'no-crash-dump'])

describe.skipIf(!present)('crashes provoked in QEMU', () => {
  const folder = present ? mkdtempSync(join(tmpdir(), 'oopsdesk-qemu-')) : ''
  const truths: Truth[] = []
  const logs = new Map<string, { readonly bytes: Buffer; readonly reports: readonly Report[] }>()

  beforeAll(() => {
    execFileSync('tar', ['-xJf', archive, '-C', folder])
    for (const line of readFileSync(join(folder, 'qemu/truth.jsonl'), 'utf8').split('\n')) {
      if (line !== '') truths.push(JSON.parse(line) as Truth)
    }
    for (const { file } of truths) {
      const bytes = readFileSync(join(folder, 'qemu', file))
      logs.set(file, { bytes, reports: parseLog(bytes).reports })
    }
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('boots without a crash, stack dumps and memory pressure are no crashes', () => {
    const quiet = truths.filter((truth) => harmless.has(truth.expected_class))
    const loud = quiet.filter((truth) => (logs.get(truth.file)?.reports.length ?? 0) > 0)
    process.stdout.write(`qemu, harmless: ${quiet.length - loud.length} of ${quiet.length} without a report\n`)
    expect(loud.map((truth) => truth.file)).toEqual([])
  })

  test('every provoked crash is reported with the right kind', () => {
    const provoked = truths.filter((truth) => !harmless.has(truth.expected_class))
    const missed = provoked.filter((truth) => {
      const log = logs.get(truth.file)
      const allowed = kinds[truth.expected_class] ?? []
      return log?.reports.some((report) => allowed.includes(report.kind)) !== true
    })
    process.stdout.write(
      `qemu, provoked: ${provoked.length - missed.length} of ${provoked.length} with the right kind\n`
    )
    expect(missed.map((truth) => `${truth.file}: ${truth.expected_class}`)).toEqual([])
  })

  test('the words of a provoked crash stand inside a report', () => {
    const provoked = truths.filter((truth) => !harmless.has(truth.expected_class))
    const outside = provoked.filter((truth) => {
      const log = logs.get(truth.file)
      if (log === undefined) return true
      const text = log.bytes.toString('latin1')
      // The words of the cause may stand in the lines before the header, which the report keeps as what led to it.
      return ![...text.matchAll(new RegExp(truth.expect_regex, 'g'))].some(({ index }) => {
        const line = text.slice(0, index).split('\n').length
        return log.reports.some((report) => (report.lines[0]?.line ?? Infinity) <= line && line <= report.endLine)
      })
    })
    process.stdout.write(`qemu, inside: ${provoked.length - outside.length} of ${provoked.length}\n`)
    expect(outside.map((truth) => `${truth.file}: ${truth.expect_regex}`)).toEqual([])
  })

  test('no report mixes the lines of two callers', () => {
    const told = truths.filter((truth) => /storm_twocpu_caller/.test(truth.file))
    expect(told.length).toBeGreaterThan(0)
    for (const { file } of told) {
      const log = logs.get(file)
      const lines = log?.bytes.toString('latin1').split('\n') ?? []
      let mixed = 0
      for (const report of log?.reports ?? []) {
        const callers = new Set<string>()
        for (const { line } of report.lines) {
          const caller = /^\[ {0,8}\d{1,8}\.\d{6}\]\[ {0,8}([TC]\d{1,9})\]/.exec(lines[line - 1] ?? '')?.[1]
          if (caller !== undefined) callers.add(caller)
        }
        if (callers.size > 1) mixed += 1
      }
      process.stdout.write(`qemu, two CPUs: ${log?.reports.length ?? 0} reports, ${mixed} of mixed callers\n`)
      expect(mixed).toBe(0)
    }
  })
})
