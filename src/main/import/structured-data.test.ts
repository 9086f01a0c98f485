import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJsonShape } from './json-shape.ts'
import { structuredData } from './structured-data.ts'

const dataOf = (text: string): string | null => structuredData(new TextEncoder().encode(text))
const lines = (...rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

test.each([
  ['expected results', lines({ file: 'a.log', title: 'KASAN: use-after-free Read in widget' }, { file: 'b.log' })],
  [
    'a list of bugs',
    JSON.stringify([{ title: 'WARNING in widget', crashes: [{ log: 'https://example.org/x' }] }], null, 2)
  ],
  ['a bundle', lines({ format: 'oopsdesk-bundle', version: 1 }, { kind: 'log', log: '0a'.repeat(32), size: 1 })],
  ['settings', '\ufeff{\n  "panic": true\n}\n']
])('%s in JSON are no log', (_, text) => {
  expect(dataOf(text)).toBe('JSON')
})

test.each([
  ['bucket,title,reports\n0a1b,"BUG: soft lockup, again",3\n2c3d,"WARNING ""in"" x",1\n'],
  ['id;summary;status\n1;kernel BUG at fs/widget.c:1!;NEW\n'],
  ['file\ttitle\tcorrupted\na.log\tWARNING in x\tno\n']
])('a table is no log', (text) => {
  expect(dataOf(text)).toBe('a table')
})

test.each([
  ['journalctl -o json', lines({ MESSAGE: 'BUG: soft lockup', _TRANSPORT: 'kernel' })],
  ['journalctl -o json, of bytes', lines({ MESSAGE: [66, 85, 71, 32, 255] })],
  ['Docker', lines({ log: '[   12.5] BUG: soft lockup\n', stream: 'stdout' })],
  ['dmesg --json', JSON.stringify({ dmesg: [{ pri: 4, time: 1.5, msg: 'a message of it' }] }, null, 3)],
  ['GELF', lines({ version: '1.1', host: 'web', short_message: 'BUG: soft lockup' })],
  ['a search', JSON.stringify({ hits: { hits: [{ _source: { message: 'kernel: BUG: soft lockup' } }] } })],
  ['a table of messages', 'timestamp,source,message\n2026-11-16,web,"BUG: soft lockup, again"\n'],
  ['a table of Azure', 'Time,Computer,SyslogMessage\n2026-11-16,web,"BUG: soft lockup, again"\n'],
  ['a table of a cloud', 'timestamp,severity,jsonPayload.message\n2026-11-16,ERROR,"BUG: soft lockup, again"\n'],
  ['a console', '[    0.000000] Linux version 6.12.0\n[    0.000001] Command line: x=1, y=2, z=3\n'],
  ['a console cut in a time', '[    0.0000'],
  ['a lock', '{\n BUG: a message, and {no} JSON\n'],
  ['words with commas', 'Hello, all, again\nBUG: a, b, c\n'],
  ['LAVA', '- {"dt": "2026-11-16T12:00:00.1", "lvl": "target", "msg": "BUG: a message"}\n']
])('%s may be a log', (_, text) => {
  expect(dataOf(text)).toBeNull()
})

test('whatever JSON says, wherever it is cut, it is read as JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), fc.boolean(), (value, cut, pretty) => {
      const text = JSON.stringify(value, null, pretty ? 2 : undefined)
      expect(readJsonShape(text)).not.toBeNull()
      expect(readJsonShape(`${text}\n${text}`)).not.toBeNull()
      expect(readJsonShape(text.slice(0, cut % (text.length + 1)))).not.toBeNull()
    })
  )
})

test('what is no JSON is not read as it', () => {
  for (const text of ['{"a" 1}', '{a: 1}', '{"a": 1,}', '[1 2]', '{"a": nul }', '{"a": 1}}', '["a\nb"]', '{"a": }']) {
    expect(readJsonShape(text)).toBeNull()
  }
})
