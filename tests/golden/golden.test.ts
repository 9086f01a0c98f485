import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { families, findHeader } from '../../src/main/parse/families/families.ts'
import { toLine } from '../../src/main/parse/lines/line.ts'
import { createLineSplitter } from '../../src/main/parse/lines/split-lines.ts'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import { readCrash } from '../../src/main/parse/report/read-crash.ts'
import { nameCrash } from '../../src/main/parse/report/titles.ts'
import type { Line } from '../../src/main/parse/lines/line.ts'

const folder = new URL('./', import.meta.url).pathname
const logs = readdirSync(folder)
  .filter((file) => file.endsWith('.log'))
  .map((file) => file.slice(0, -4))

/** `KASAN, torn after the header` is in `kasan-torn-after-the-header.log`. */
const fileOf = (family: string): string =>
  family
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

test('every family has a log of its name, and no log is of no family', () => {
  expect([...logs].sort()).toEqual(families.map((family) => fileOf(family.name)).sort())
})

describe.each(logs)('%s', (name) => {
  const bytes = readFileSync(`${folder}${name}.log`)

  test('is one report with the title, type and frame that are written beside it', () => {
    const { reports } = parseLog(bytes)
    expect(reports).toHaveLength(1)
    const { title, altTitles, type, kind, frame, corrupted, corruptedReason } = reports[0] ?? {}
    expect({ title, altTitles, type, kind, frame, corrupted, corruptedReason }).toEqual(
      JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8'))
    )
  })

  test('is named by the family it is named after', () => {
    const lines: Line[] = []
    const splitter = createLineSplitter((raw) => void lines.push(toLine(raw)))
    splitter.push(bytes)
    splitter.end()
    const header = lines.findIndex((line) => findHeader(line.text) !== null)
    const named = nameCrash({
      header: findHeader(lines[header]?.text ?? '') ?? '',
      lines: lines.slice(header),
      data: readCrash(lines, header)
    })
    expect(fileOf(named?.family ?? '')).toBe(name)
  })
})
