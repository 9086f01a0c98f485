import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import { seenOf, type SeenSource } from '../../src/shared/model/seen.ts'

const archiveOf = (name: string): string => new URL(`../../../shared/corpus/${name}.tar.xz`, import.meta.url).pathname
const names = ['bugs', 'qemu', 'variety'] as const
const present = names.every((name) => existsSync(archiveOf(name)))
if (!present) process.stdout.write('skipped: seen, ../shared/corpus has no bugs, qemu or variety\n')

const day = 24 * 3_600_000

type Found = { readonly file: string; readonly source: SeenSource; readonly time: number; readonly modified: number }

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]
  )

describe.skipIf(!present)('when the crashes of real logs were seen', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'oopsdesk-seen-'))
    for (const name of names) execFileSync('tar', ['-xJf', archiveOf(name), '-C', folder])
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const seenIn = (name: (typeof names)[number]): readonly Found[] => {
    const found = filesIn(join(folder, name))
      .filter((file) => /\.(?:log|txt)$/.test(file))
      .flatMap((file) => {
        const modified = statSync(file).mtimeMs
        return parseLog(readFileSync(file)).reports.map(({ times }) => {
          const { source, time } = seenOf(times, { folder: null, modified }, Date.now())
          return { file, source, time, modified }
        })
      })
    const counts: Partial<Record<SeenSource, number>> = {}
    for (const { source } of found) counts[source] = (counts[source] ?? 0) + 1
    process.stdout.write(`seen, ${name}: ${JSON.stringify(counts)}\n`)
    return found
  }

  test('the clocks of known bugs are of the days before they were reported', () => {
    const found = seenIn('bugs').filter(({ source }) => source !== 'file')
    expect(found.length).toBeGreaterThan(20)
    // The file times are the days of the reports, which people sent a day to some weeks after the crash.
    for (const { file, time, modified } of found) {
      expect(time, file).toBeLessThan(modified + day)
      expect(time, file).toBeGreaterThan(modified - 30 * day)
    }
  }, 120_000)

  test('crashes in QEMU were seen by its clock, of one day', () => {
    const found = seenIn('qemu')
    const byClock = found.filter(({ source }) => source === 'log').map(({ time }) => time)
    expect(byClock.length / found.length).toBeGreaterThan(0.85)
    expect(Math.max(...byClock) - Math.min(...byClock)).toBeLessThan(day)
  }, 120_000)

  test('mailed crashes have dates of mails, syslogs and clocks', () => {
    const sources = new Set(seenIn('variety').map(({ source }) => source))
    for (const source of ['log', 'prefix', 'mail'] as const) expect(sources).toContain(source)
  }, 120_000)
})
