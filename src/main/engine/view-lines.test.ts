import { expect, test } from 'vitest'
import { viewLines } from './view-lines.ts'

const lines = (text: string | Uint8Array): readonly string[] =>
  viewLines(typeof text === 'string' ? new TextEncoder().encode(text) : text)

test('splits at LF alone and drops the CR of a line end', () => {
  expect(lines('a\r\nb\n\nc')).toEqual(['a', 'b', '', 'c'])
})

test('a last line without a line end is a line; a last line end makes none', () => {
  expect(lines('a\nb')).toEqual(['a', 'b'])
  expect(lines('a\nb\n')).toEqual(['a', 'b'])
  expect(lines('')).toEqual([])
})

test('what an editor would take for a line end is shown instead', () => {
  expect(lines('10%\r20%\r\nx\u2028y')).toEqual(['10%\u240d20%', 'x\ufffdy'])
  expect(lines('a\r\r\nb\r')).toEqual(['a\u240d', 'b'])
})

test('bytes that are not UTF-8 do not lose their neighbours', () => {
  expect(lines(new Uint8Array([0x61, 0xff, 0x62, 0x0a]))).toEqual(['a\ufffdb'])
})
