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
