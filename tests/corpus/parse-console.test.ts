import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import type { Report } from '../../src/shared/model/report.ts'

const folder = new URL('../../../shared/corpus/console/', import.meta.url).pathname
const present = existsSync(`${folder}expected.jsonl`)
if (!present) process.stdout.write('skipped: parse-console, ../shared/corpus/console is absent\n')

type Expected = {
  readonly id: string
  readonly title: string
  readonly alt_titles: readonly string[]
  readonly type: string
  readonly corrupted: boolean | null
  readonly suppressed: boolean
  readonly panicked: boolean
  readonly executor: string | null
}

/** FNV-1a, 32 bit: a third of the ids is set apart, and only ever looked at as a number. */
const isApart = (id: string): boolean => {
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
  return hash % 3 === 0
}

type Score = Record<
  'detect' | 'title' | 'family' | 'alts' | 'type' | 'corrupted' | 'suppressed' | 'panicked' | 'executor',
  number
>

const setOf = (items: readonly string[]): string => JSON.stringify([...new Set(items)].sort())

/** A title without its function. */
const familyOf = (title: string): string => title.replace(/ in [^ ]{1,200}$/, '')

const scoreOf = (cases: readonly Expected[], reports: ReadonlyMap<string, Report | undefined>): Score => {
  const crashes = cases.filter((entry) => entry.title !== '')
  const share = (of: readonly Expected[], right: (entry: Expected, report: Report | undefined) => boolean): number =>
    of.filter((entry) => right(entry, reports.get(entry.id))).length / Math.max(1, of.length)
  return {
    detect: share(cases, (entry, report) => (entry.title !== '') === (report !== undefined)),
    title: share(crashes, (entry, report) => entry.title === report?.title),
    family: share(crashes, (entry, report) => familyOf(entry.title) === familyOf(report?.title ?? '')),
    alts: share(crashes, (entry, report) => setOf(entry.alt_titles) === setOf(report?.altTitles ?? [])),
    type: share(crashes, (entry, report) => entry.type === (report?.type ?? '')),
    corrupted: share(crashes, (entry, report) => (entry.corrupted ?? false) === (report?.corrupted ?? false)),
    suppressed: share(crashes, (entry, report) => entry.suppressed === (report?.suppressed ?? false)),
    panicked: share(crashes, (entry, report) => entry.panicked === (report?.panicked ?? false)),
    executor: share(
      crashes.filter((entry) => entry.executor !== null),
      (entry, report) => entry.executor === report?.executor
    )
  }
}

describe.skipIf(!present)('console corpus', () => {
  const cases: Expected[] = []
  const reports = new Map<string, Report | undefined>()
  let lines = 0
  let unknown = 0

  beforeAll(() => {
    for (const line of readFileSync(`${folder}expected.jsonl`, 'utf8').split('\n')) {
      if (line !== '') cases.push(JSON.parse(line) as Expected)
    }
    for (const entry of cases) {
      const parsed = parseLog(readFileSync(`${folder}logs/${entry.id}.log`))
      reports.set(entry.id, parsed.reports[0])
      for (const report of parsed.reports) {
        lines += report.lines.length
        unknown += report.lines.filter((reportLine) => reportLine.kind === 'unknown').length
      }
    }
  })

  const check = (name: string, apart: boolean, floors: Partial<Score>): void => {
    test(name, () => {
      const part = cases.filter((entry) => isApart(entry.id) === apart)
      const score = scoreOf(part, reports)
      const text = Object.entries(score).map(([field, share]) => `${field} ${(share * 100).toFixed(1)}`)
      process.stdout.write(`${name}, ${part.length} logs, per cent: ${text.join(', ')}\n`)
      for (const [field, floor] of Object.entries(floors)) {
        expect(score[field as keyof Score], field).toBeGreaterThanOrEqual(floor)
      }
    })
  }

  check('console, worked on', false, {
    detect: 1,
    title: 0.985,
    alts: 0.99,
    type: 1,
    corrupted: 0.99,
    suppressed: 1,
    panicked: 1,
    executor: 1
  })
  check('console, set apart', true, {
    detect: 0.99,
    title: 0.85,
    family: 0.96,
    alts: 0.92,
    type: 0.95,
    corrupted: 0.93,
    suppressed: 1,
    panicked: 1,
    executor: 1
  })

  test('few lines of reports are not understood', () => {
    process.stdout.write(`console, unknown lines: ${unknown} of ${lines}\n`)
    expect(unknown / lines).toBeLessThan(0.005)
  })
})
