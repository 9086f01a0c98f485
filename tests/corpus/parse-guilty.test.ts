import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseLog } from '../../src/main/parse/parse-log.ts'

const folder = new URL('../../../shared/corpus/guilty/', import.meta.url).pathname
const present = existsSync(`${folder}expected.jsonl`)
if (!present) process.stdout.write('skipped: parse-guilty, ../shared/corpus/guilty is absent\n')

type Expected = { readonly id: string; readonly guilty_file: string }

describe.skipIf(!present)('guilty file of symbolized reports', () => {
  test('is found in nearly all', () => {
    const cases = readFileSync(`${folder}expected.jsonl`, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Expected)
    const right = cases.filter(
      (entry) => parseLog(readFileSync(`${folder}logs/${entry.id}.log`)).reports[0]?.guiltyFile === entry.guilty_file
    )
    process.stdout.write(`guilty file: ${right.length} of ${cases.length}\n`)
    expect(right.length / cases.length).toBeGreaterThanOrEqual(0.97)
  })
})
