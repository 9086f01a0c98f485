import { expect, it } from 'vitest'
import { titleParts } from './title-parts.ts'

it('cuts a title at its function', () => {
  expect(titleParts('KASAN: slab-use-after-free Read in ext4_find_extent', 'ext4_find_extent')).toEqual({
    before: 'KASAN: slab-use-after-free Read in ',
    frame: 'ext4_find_extent',
    after: ''
  })
})
it('takes the whole word, not a part of another', () => {
  expect(titleParts('KCSAN: data-race in do_read / read', 'read').before).toBe('KCSAN: data-race in do_read / ')
})
it('finds the function of a title that names none apart', () => {
  expect(titleParts('WARNING in bpf_map_free', null).frame).toBe('bpf_map_free')
})
it('leaves a title without a function whole', () => {
  expect(titleParts('kernel panic: VFS: Unable to mount root fs', 'mount_root').before).toBe(
    'kernel panic: VFS: Unable to mount root fs'
  )
})
it('takes the mark of a torn log for no function', () => {
  expect(titleParts('WARNING in corrupted', null).frame).toBe('')
})
