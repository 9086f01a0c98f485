import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseLog } from '../../src/main/parse/parse-log.ts'

const corpus = new URL('../../../shared/corpus/', import.meta.url).pathname
const present = existsSync(`${corpus}variety.tar.xz`)
if (!present) process.stdout.write('skipped: parse-kinds, ../shared/corpus is absent\n')

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Share of the lines within reports that the parser says it does not understand. */
const unknownShare = (name: string, folder: string): number => {
  let lines = 0
  let unknown = 0
  for (const file of filesOf(folder)) {
    for (const report of parseLog(readFileSync(file)).reports) {
      lines += report.lines.length
      unknown += report.lines.filter((line) => line.kind === 'unknown').length
    }
  }
  process.stdout.write(`kinds: ${name}, ${unknown} of ${lines} lines unknown\n`)
  expect(lines).toBeGreaterThan(1000)
  return unknown / lines
}

describe.skipIf(!present)('lines that are not understood', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parse-kinds-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('console', () => {
    expect(unknownShare('console', `${corpus}console/logs`)).toBeLessThan(0.005)
  })

  test.each(['variety', 'old-oopses', 'qemu'])('%s', (name) => {
    const own = join(folder, name)
    execFileSync('mkdir', [own])
    execFileSync('tar', ['-xJf', `${corpus}${name}.tar.xz`, '-C', own])
    expect(unknownShare(name, own)).toBeLessThan(0.02)
  })
})
