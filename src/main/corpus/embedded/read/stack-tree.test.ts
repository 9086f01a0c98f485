import { assert, integer, property, uniqueArray } from 'fast-check'
import { expect, it } from 'vitest'
import { tellingFrames } from './stack-tree.ts'

const shown = (...names: readonly string[]): readonly string[] =>
  tellingFrames(names.map((name) => ({ function: name }))).map((frame) => frame.function)

it('begins at the crash, not at what reported it', () => {
  expect(
    shown('dump_stack_lvl', 'check_noncircular', '__lock_acquire', 'lock_acquire', 'ext4_write', 'vfs_write')
  ).toEqual(['ext4_write', 'vfs_write'])
})

it('sees through the copies that a compiler makes', () => {
  expect(shown('check_noncircular.constprop.0', 'ext4_write.isra.0')).toEqual(['ext4_write.isra.0'])
  expect(shown('walk.part.1', 'walk', 'caller')).toEqual(['walk.part.1', 'caller'])
})

it('keeps machinery below the crash, and a stack of nothing else', () => {
  expect(shown('ext4_write', 'do_syscall_64')).toEqual(['ext4_write', 'do_syscall_64'])
  expect(shown('dump_stack', 'panic')).toEqual(['dump_stack', 'panic'])
})

it('shows a function that calls itself once, however often', () => {
  expect(shown(...Array.from({ length: 5000 }, () => 'recurse'), 'caller')).toEqual(['recurse', 'caller'])
})

const rounds = (count: number, ...circle: readonly string[]) => Array.from({ length: count }, () => circle).flat()

it('shows functions that call each other in a circle once, from the third round on', () => {
  expect(shown('crash', ...rounds(900, 'walk', 'step'), 'caller')).toEqual(['crash', 'walk', 'step', 'caller'])
  expect(shown(...rounds(50, 'a', 'b', 'b.part.0', 'c'), 'a', 'caller')).toEqual(['a', 'b', 'c', 'a', 'caller'])
  const stacked = [...rounds(2, 'ovl_write', 'vfs_write'), 'sys_write']
  expect(shown(...stacked)).toEqual(stacked)
})

it('leaves every stack as it is in which no name comes again', () => {
  assert(
    property(uniqueArray(integer({ min: 0, max: 999 }), { maxLength: 60 }), (numbers) => {
      const names = numbers.map((number) => `f_${number}_of`)
      expect(shown(...names)).toEqual(names)
    })
  )
})
