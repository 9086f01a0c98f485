import { expect, test } from 'vitest'
import { toLine } from './line.ts'
import { prefixRecognisers, readPrefix } from './prefix.ts'
import { createLineSplitter, longestLine, type RawLine } from './split-lines.ts'

const split = (pieces: readonly string[]): { readonly lines: readonly RawLine[]; readonly count: number } => {
  const lines: RawLine[] = []
  const splitter = createLineSplitter((line) => lines.push(line))
  for (const piece of pieces) splitter.push(new Uint8Array(Buffer.from(piece, 'latin1')))
  return { lines, count: splitter.end() }
}

test('lines know their bytes, with and without CR, and without a last line end', () => {
  expect(split(['a\r\nbb\n\nc']).lines).toEqual([
    { line: 1, startByte: 0, endByte: 1, text: 'a', asIs: true },
    { line: 2, startByte: 3, endByte: 5, text: 'bb', asIs: true },
    { line: 3, startByte: 6, endByte: 6, text: '', asIs: true },
    { line: 4, startByte: 7, endByte: 8, text: 'c', asIs: true }
  ])
  expect(split(['a\r', '\nb', 'b\n']).lines).toEqual(split(['a\r\nbb\n']).lines)
  expect(split([]).count).toBe(0)
})

test('a line without end is cut, and its bytes still count', () => {
  const piece = 'x'.repeat(300_000)
  const { lines } = split([...Array.from({ length: 10 }, () => piece), '\nnext\n'])
  expect(lines.map((line) => [line.startByte, line.endByte, line.text.length])).toEqual([
    [0, 3_000_000, longestLine],
    [3_000_001, 3_000_005, 4]
  ])
})

test.each(prefixRecognisers.map((entry) => [entry.name, entry] as const))('%s comes off', (_, entry) => {
  const before = entry.afterTime === true ? '[    1.000000] ' : ''
  const shape =
    before + entry.example + (/^(?:indent|number of)/.test(entry.name) ? 'Nov 16 12:00:00 host kernel: ' : '')
  expect(readPrefix(`${shape}Call Trace:`).at).toBe(shape.length)
})

test('the caller is kept', () => {
  expect(readPrefix('[    1.000000][   T12] x').caller).toBe('T12')
  expect(readPrefix('<4>[    1.000000][    C0] x').caller).toBe('C0')
  expect(readPrefix('[   T38] x').caller).toBe('T38')
  expect(readPrefix('[    1.000000] x').caller).toBe('console')
  expect(readPrefix('syzkaller login: [    1.000000] x')).toEqual({ at: 32, caller: 'console' })
  expect(readPrefix('x').caller).toBe('')
})

const textOf = (text: string, glued = -1): string =>
  toLine({ line: 1, startByte: 0, endByte: text.length, text: Buffer.from(text).toString('latin1'), asIs: true }, glued)
    .text

test('escape codes go, UTF-8 comes out decoded, and what follows open text is found', () => {
  expect(textOf('\u001b[33m[    1.000000] \u001b[0mBUG: \u001b[1mx')).toBe('BUG: x')
  expect(textOf('[    1.000000] Ünit')).toBe('Ünit')
  expect(textOf('Booting from ROM..\u001bc\u001b[?7l\u001b[2J[    1.572857] BUG: x', 0)).toBe('BUG: x')
})
