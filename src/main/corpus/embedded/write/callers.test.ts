import { expect, test } from 'vitest'
import { buildReport } from '../../../../../tests/builders/report.ts'
import { callersOf } from './callers.ts'

test.each([
  ['the trace begins with the function', 'f', ['f', 'g', 'h', 'i'], ['g', 'h']],
  ['the machinery of the checker comes first', 'f', ['dump_stack_lvl', 'kasan_report', 'f', 'g', 'h'], ['g', 'h']],
  ['the trace begins above the instruction pointer', 'f', ['g', 'h', 'i'], ['g', 'h']],
  ['the compiler made a clone of it', 'f', ['report', 'f.constprop.0', 'g', 'h'], ['g', 'h']],
  ['the title names the clone', 'f.isra.0.cold', ['report', 'f', 'g'], ['g']],
  ['nothing called it', 'f', ['f'], []],
  ['no function in the title', null, ['g', 'h', 'i'], ['g', 'h']],
  ['no call trace', 'f', [], []]
])('%s', (_name, frame, frames, expected) => {
  expect(callersOf(buildReport({ frame, frames }))).toEqual(expected)
})

test('inline frames are callers, unreliable ones are not', () => {
  const report = buildReport({ frame: 'f', frames: ['f', 'guess', 'outer'] })
  const stacks = report.stacks.map((stack) => ({
    ...stack,
    frames: stack.frames.map((frame) => {
      const inlined = frame.function === 'outer' ? [{ function: 'inner', source: null, span: frame.span }] : []
      return { ...frame, reliable: frame.function !== 'guess', inlined }
    })
  }))
  expect(callersOf({ ...report, stacks })).toEqual(['inner', 'outer'])
})
