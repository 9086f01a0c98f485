import { expect, it } from 'vitest'
import {
  comparedFactSchema,
  comparedStackSchema,
  type ComparedFact,
  type ComparedFrame
} from '../../shared/model/comparison.ts'
import {
  chosenStacks,
  factsSummary,
  foldedText,
  frameParts,
  frameRuns,
  sortedFacts,
  stackSummary
} from './detail-words.ts'

const fact = (name: string, kind: ComparedFact['kind']): ComparedFact =>
  comparedFactSchema.parse({ name, group: 'crash', kind, a: { text: 'a', line: 1 }, b: { text: 'b', line: 1 } })

it('sets facts that differ before those that do not', () => {
  const facts = [fact('Kernel', 'noise'), fact('CPU', 'same'), fact('Access', 'different'), fact('Taint', 'missing')]
  expect(sortedFacts(facts).rows.map(({ name }) => name)).toEqual(['Access', 'Taint', 'Kernel'])
  expect(sortedFacts(facts).same.map(({ name }) => name)).toEqual(['CPU'])
  expect(factsSummary(facts)).toBe('1 differs, 1 in one only')
  expect(factsSummary([fact('CPU', 'same')])).toBe('nothing that counts differs')
})

const side = (name: string, line: number) => ({ function: name, text: `${name}+0x1/0x2`, inline: false, line })
const stack = (equal: number, of: number, frames: readonly unknown[]) =>
  comparedStackSchema.parse({
    kind: 'crash',
    a: { index: 0, title: 'Call Trace:', line: 1 },
    b: { index: 0, title: 'Call Trace:', line: 1 },
    equal,
    of,
    frames
  })

it('says how far two stacks are one, and where they part', () => {
  const parting = { kind: 'different', a: side('f', 2), b: side('g', 2), noise: null, parting: true }
  expect(stackSummary(stack(1, 2, [parting]))).toBe('1 of 2 frames in common, part at f and g')
  expect(stackSummary(stack(2, 2, []))).toBe('the same 2 frames')
  expect(stackSummary({ ...stack(0, 1, [parting]), b: null })).toBe('only in A, 1 frame')
})

it('shows the stacks of the crash and those that differ, and counts the others', () => {
  const crash = stack(2, 2, [])
  const other = { ...stack(2, 2, []), kind: 'other' } as const
  const parting = { ...other, equal: 1 }
  expect(chosenStacks([crash, other, parting, other])).toEqual({
    shown: [crash, parting],
    rest: '2 other stacks the same.'
  })
  expect(chosenStacks([crash])).toEqual({ shown: [crash], rest: null })
  const many = chosenStacks([crash, ...Array.from({ length: 40 }, () => ({ ...parting }))])
  expect([many.shown.length, many.rest]).toEqual([24, '17 more stacks that differ, in the text.'])
})

const runs = (...frames: readonly ComparedFrame[]): readonly string[] =>
  frameRuns(frames).map(({ first, frames: some, folded }) => `${first}${folded ? `+${some.length}` : ''}`)

it('folds runs of equal frames, but for those beside a difference', () => {
  const equal = { kind: 'same', a: side('f', 2), b: side('f', 2), noise: null, parting: false } as const
  const other = { ...equal, kind: 'only-a', b: null } as const
  expect(runs(equal, equal, equal, equal)).toEqual(['0+4'])
  expect(runs(equal, equal, equal)).toEqual(['0', '1', '2'])
  expect(
    runs(equal, equal, equal, equal, equal, equal, other, equal, equal, equal, equal, equal, equal, equal, other)
  ).toEqual(['0+5', '5', '6', '7', '8+5', '13', '14'])
  expect(runs(other, other)).toEqual(['0', '1'])
})

it('says of folded frames which are equal, and which one side lacks', () => {
  const equal = { kind: 'same', a: side('f', 2), b: side('f', 2), noise: null, parting: false } as const
  const loneA = { ...equal, kind: 'noise', b: null, noise: 'unreliable' } as const
  const loneB = { ...equal, kind: 'noise', a: null, noise: 'unreliable' } as const
  expect(foldedText([equal, equal])).toBe('2 equal frames')
  expect(foldedText([loneB, loneB, loneB])).toBe('3 frames only in B, not counted')
  expect(foldedText([equal, loneA, loneB])).toBe(
    '1 equal frame; 1 frame only in A, not counted; 1 frame only in B, not counted'
  )
})

it('finds the function in the text of a frame', () => {
  expect(frameParts('? ext4_read+0x1/0x2', 'ext4_read')).toEqual({ before: '? ', name: 'ext4_read', after: '+0x1/0x2' })
  expect(frameParts('__do_sys_read.part.0+0x1', 'sys_read')).toEqual({
    before: '',
    name: '__do_sys_read.part.0',
    after: '+0x1'
  })
  expect(frameParts('odd', 'ext4_read')).toEqual({ before: '', name: 'odd', after: '' })
})
