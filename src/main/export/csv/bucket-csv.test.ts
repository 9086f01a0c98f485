import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  buildAnnotation,
  buildBucketRow,
  buildGathered,
  buildNote,
  hostileTexts,
  triaged
} from '../../../../tests/builders/gathered-bucket.ts'
import { bucketCsv, csvHead } from './bucket-csv.ts'
import { cell, csvLine } from './cells.ts'

const all = { notes: true, annotations: true }

/** A reader of RFC 4180, as strict as the grammar; `separator` is what a spreadsheet may be set to. */
const parsed = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  while (field.lastIndex < text.length) {
    const found = field.exec(text)
    if (!found) throw new Error(`no CSV: ${JSON.stringify(text.slice(field.lastIndex, field.lastIndex + 80))}`)
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

test('one row of a bucket below the names of its columns', () => {
  const bucket = buildGathered({
    row: buildBucketRow({
      triage: triaged({ status: { kind: 'invalid', reason: 'a test, of ours' }, priority: 'low', tags: ['a', 'b'] })
    }),
    notes: [buildNote('# Cause\n\n"Freed" twice.', 'Or not.')],
    annotations: [buildAnnotation('here', ['f'])]
  })
  const [names = [], values = [], ...more] = parsed(csvHead(all) + bucketCsv(bucket, all))
  expect(more).toEqual([])
  expect(Object.fromEntries(names.map((name, at) => [name, values[at]]))).toEqual({
    bucket: '0123456789ab',
    title: 'KASAN: use-after-free Read in __ext4_search_dir',
    kind: 'memory safety',
    function: '__ext4_search_dir',
    'called from': 'ext4_find_entry < ext4_lookup',
    reports: '2',
    logs: '1',
    'first seen (UTC)': '2026-10-01 00:00:00',
    'first seen by': 'log clock',
    'last seen (UTC)': '2026-11-02 03:04:00',
    'last seen by': 'file time',
    kernels: '6.1.0 6.15.0-rc7',
    status: 'invalid: a test, of ours',
    'came back': '',
    priority: 'low',
    owner: '',
    tags: 'a, b',
    'duplicate of': '',
    decisions: '',
    notes: '# Cause\r\n\r\n"Freed" twice.\r\n\r\nOr not.',
    annotations: '0123456789abcdef-0 line 2, remark: here'
  })
})

test('what a spreadsheet would take for a formula is text', () => {
  for (const text of ['=1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', ' =1', '"=1', ' " =1', "'=1", '\n=1', '\uff1d1']) {
    const [[value = ''] = []] = parsed(csvLine([text]))
    expect(value.startsWith("'"), JSON.stringify(text)).toBe(true)
  }
  expect(cell('a;=1')).toBe(`"a;'=1"`)
  expect(cell('a\n@b')).toBe(`"a\r\n'@b"`)
  expect(cell('a\n- b\n-c')).toBe(`"a\r\n- b\r\n'-c"`)
  expect(cell("a\n- cmd|'/C calc'!A0")).toBe(`"a\r\n'- cmd|'/C calc'!A0"`)
  expect(cell(-1)).toBe('-1')
  expect(cell('kernel BUG in f')).toBe('kernel BUG in f')
})

test('any text is one cell, on lines that end with CR LF, and runs nothing', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...hostileTexts, ',', '"', '\n', ';', ' ')).map((parts) => parts.join(''))
  )
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (values) => {
      const line = csvLine(values)
      const rows = parsed(line)
      expect(rows.map((row) => row.length)).toEqual([values.length])
      expect(line.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      expect(line.isWellFormed()).toBe(true)
      for (const value of rows[0] ?? []) {
        expect(value).not.toMatch(/^[\s"'`]*[=+\-@]/.test(value) && !value.startsWith("'") ? /^/ : /[\u202e\0\u2028]/u)
      }
    })
  )
})
