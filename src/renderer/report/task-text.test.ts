import { expect, it } from 'vitest'
import { taskText } from './task-text.ts'

it('tells an idle task of a CPU apart from its process id', () => {
  expect(taskText('swapper/1', 0)).toBe('swapper/1, PID 0')
})

it('says what is known alone', () => {
  expect(taskText('', 41)).toBe('PID 41')
  expect(taskText('crane', null)).toBe('crane')
  expect(taskText('', null)).toBe('')
})
