import { expect, it } from 'vitest'
import { clearOrLeave } from './use-list-commands.ts'

const done: string[] = []
const clear = (): void => void done.push('cleared')
const leave = (): void => void done.push('left')

it('clears the selection before it leaves the view', () => {
  clearOrLeave(2, clear, leave).run()
  clearOrLeave(0, clear, leave).run()
  expect(done).toEqual(['cleared', 'left'])
})

it('stays in a view that is not left upwards', () => {
  expect(clearOrLeave(0, clear, undefined).disabled).toBe('Nothing is selected.')
  expect(clearOrLeave(1, clear, undefined).disabled).toBeUndefined()
})
