import { expect, test } from 'vitest'
import { wordsOfKey } from '../tokens/noise-token.ts'
import { codeLine } from './code-line.ts'
import { comparePrefixes } from './compare-prefixes.ts'
import { memoryLine } from './memory-line.ts'
import { registerSlot } from './register-line.ts'

const code = (text: string, mode: 'kernel' | 'user' = 'kernel'): string => wordsOfKey(codeLine(text, mode).key)

test('of a Code line the instruction that trapped counts: its prefixes and its opcode', () => {
  expect(code('Code: 48 89 de <0f> 0b 48 c7 c0')).toBe('Code:<code><0f> 0b<code>')
  expect(code('Code: 48 89 de <48> 8b 45 d0 90')).toBe('Code:<code><48> 8b<code>')
  expect(code('Code: 48 89 de <f3> 48 ab 90 90')).toBe('Code:<code><f3> 48 ab<code>')
  expect(code('Code: 48 89 de <cc> 45 d0')).toBe('Code:<code><cc><code>')
  expect(code('Code: aa1303e0 97fffc2e (d4210000) d503201f')).toBe('Code:<code>(d4210000)<code>')
})

test('of user space no byte counts', () => {
  expect(code('Code: 48 89 de <48> 3d 01 f0 ff ff', 'user')).toBe('Code:<code>')
})

const row = (bytes: string, column: number | null): string => memoryLine(`>ffff888012acfc00: ${bytes}`, column).key

test('of rows of memory only the byte of the bad address counts', () => {
  expect(row('fa fb fb fb', null)).toBe(row('00 00 00 00', null))
  expect(row('fa fb fb fb', 1)).toBe(row('00 fb 00 00', 1))
  expect(row('fa fb fb fb', 1)).not.toBe(row('fa fc fb fb', 1))
  expect(
    wordsOfKey(memoryLine('    70 2a b0 2a 81 88 ff ff c0 7e c6 1a 81 88 ff ff  p*.*.....~......', null).key)
  ).toBe('<memory>')
  expect(memoryLine(' which belongs to the cache kmalloc-64 of size 64', null).key).toBe(
    'which belongs to the cache kmalloc-64 of size 64'
  )
})

test('lines of registers are known by the registers they name', () => {
  expect(registerSlot('RAX: 0000000000000001 RBX: ffff888012acfc20')).toBe(
    registerSlot('RAX: 000000000000005e RBX: 0000000000000000')
  )
  expect(registerSlot('RAX: 0000000000000001')).not.toBe(registerSlot('RBX: 0000000000000001'))
})

const classes = (a: string, b: string): readonly (string | null)[] => comparePrefixes(a, b).map(({ noise }) => noise)

test('what stands in front of a line differs by time, by caller, or as a whole', () => {
  expect(classes('[   12.345678][ T5822] ', '[   13.345678][ T5822] ')).toEqual(['timestamp'])
  expect(classes('[   12.345678][ T5822] ', '[   12.345678][   C1] ')).toEqual(['caller'])
  expect(classes('[   12.345678] ', '<4>[   12.345678] ')).toEqual(['prefix'])
  expect(classes('[   12.345678] ', '[   12.345678] ')).toEqual([])
})
