import { expect, it } from 'vitest'
import { bindCommands, bindingOf, runCommand, useRegistry } from './registry.ts'

it('lets the view on top override, and gives back what is below when it goes', () => {
  const done: string[] = []
  const below = bindCommands({ 'list.open': { run: () => done.push('below') } })
  const top = bindCommands({ 'list.open': { run: () => done.push('top') } })
  runCommand('list.open')
  top.remove()
  runCommand('list.open')
  below.remove()
  expect(runCommand('list.open')).toBe(false)
  expect(done).toEqual(['top', 'below'])
})

it('does not run what is disabled', () => {
  const bound = bindCommands({ 'list.compare': { run: () => expect.fail('ran'), disabled: 'Select two rows.' } })
  expect(runCommand('list.compare')).toBe(false)
  expect(bindingOf('list.compare')?.disabled).toBe('Select two rows.')
  bound.remove()
})

it('tells its readers nothing when only the functions are new', () => {
  const bound = bindCommands({ 'list.next': { run: () => undefined } })
  let told = 0
  const stop = useRegistry.subscribe(() => told++)
  bound.set({ 'list.next': { run: () => undefined } })
  expect(told).toBe(0)
  bound.set({ 'list.next': { run: () => undefined, disabled: 'The list is empty.' } })
  expect(told).toBe(1)
  stop()
  bound.remove()
})
