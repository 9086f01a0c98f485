import { describe, expect, test } from 'vitest'
import { explained, machine, trace } from '../../../tests/builders/explained.ts'
import { errnoName } from './errno.ts'
import { isNonCanonical, regionOf, type Layout } from './layout.ts'
import { magicOf } from './values.ts'

const x86: Layout = {
  architecture: 'x86_64',
  bits: 64,
  levels: 4,
  fixed: true,
  kasan: true,
  addressBits: null,
  stackPointer: 0xffffc90000a1fd80n
}
const arm64: Layout = { ...x86, architecture: 'arm64', levels: null, kasan: false, addressBits: 48, stackPointer: null }

describe('regions', () => {
  test.each<readonly [bigint, string | null]>([
    [0x7fffffffd000n, 'user space'],
    [0xffff888012345600n, 'the direct map of physical memory'],
    [0xffffc90001953030n, 'vmalloc space'],
    [0xffffc90000a1c000n, 'the stack in use'],
    [0xffffea0000410000n, 'vmemmap, the array of struct page'],
    [0xfffffbfff0000000n, 'KASAN shadow memory'],
    [0xfffffe0000001000n, 'the CPU entry areas'],
    [0xffffffff81234567n, 'the kernel image'],
    [0xffffffffc0123456n, 'modules'],
    [0xffffffffff5ff000n, 'the fixmap'],
    [0xffffffffff600400n, 'the vsyscall page'],
    [0x0100000000000000n, 'not a canonical address'],
    [0x18n, null]
  ])('x86_64, 4 levels, nothing moved: %x', (value, region) => {
    expect(regionOf(value, x86)).toBe(region)
  })

  test('what KASLR moves has no name where nothing says that it stands still', () => {
    const moved = { ...x86, fixed: false }
    expect(regionOf(0xffff888012345600n, moved)).toBeNull()
    expect(regionOf(0xffffea0000410000n, moved)).toBeNull()
    expect(regionOf(0xffffffffc0123456n, moved)).toBe('modules')
  })

  test('the hole of 4 levels is memory with 5', () => {
    expect(isNonCanonical(0x00f0000000000000n, x86)).toBe(true)
    expect(isNonCanonical(0x00f0000000000000n, { ...x86, levels: 5 })).toBe(false)
    expect(isNonCanonical(0x00f0000000000000n, { ...x86, levels: null })).toBe(false)
    expect(isNonCanonical(0xdead4ead00000000n, { ...x86, levels: null })).toBe(true)
  })

  test('arm64: halves by the bits of an address, a tag apart', () => {
    expect(regionOf(0xffff000012345678n, arm64)).toBe('the linear map of physical memory')
    expect(regionOf(0xf5ff000012345678n, arm64)).toBe('the linear map of physical memory, with the tag f5')
    expect(regionOf(0xffff800080001000n, arm64)).toBe('vmalloc space, modules or the kernel image')
    expect(regionOf(0xffff000012345678n, { ...arm64, addressBits: null })).toBeNull()
  })
})

describe('magic values', () => {
  test.each<readonly [bigint, string]>([
    [0xdead000000000100n, 'LIST_POISON1:'],
    [0xdead000000000108n, 'LIST_POISON1 + 0x8:'],
    [0xdead00000000011an, 'LIST_POISON2 - 0x8:'],
    [0xdead000000000300n, 'TIMER_ENTRY_STATIC:'],
    [0x6b6b6b6b6b6b6b83n, 'POISON_FREE + 0x18:'],
    [0x6b6b6b6bn, 'POISON_FREE:'],
    [0xa5a5a5a5a5a5a5a5n, 'POISON_END:'],
    [0xdead4ead00000000n, 'SPINLOCK_MAGIC in the upper half:'],
    [0xdffffc0000000000n, 'the offset of KASAN shadow memory'],
    [0xffffffffffffffean, '-22, which is -EINVAL where it is an error'],
    [0xfffffffffffffdfbn, '-517, which is -EPROBE_DEFER where it is an error']
  ])('%x', (value, text) => {
    expect(magicOf(value, x86)?.text.slice(0, text.length)).toBe(text)
  })

  test.each([0n, 1n, 0x1000n, 0x100n, 0x122n, 0xffff888012345600n, 0xdeadbeefn, 0xffffffff81000000n])(
    '%x has none',
    (value) => {
      expect(magicOf(value, x86)).toBeNull()
    }
  )

  test('a constant near a pattern is no poison unless it was followed', () => {
    // What a division by 3 multiplies with.
    expect(magicOf(0xaaaaaaaaaaaaaaabn, x86, 'exact')).toBeNull()
  })

  test('errors have the names of asm-generic', () => {
    expect([1, 11, 12, 22, 35, 41, 42, 58, 61, 95, 110, 133, 512, 524].map(errnoName)).toEqual(
      'EPERM EAGAIN ENOMEM EINVAL EDEADLK - ENOMSG - ENODATA EOPNOTSUPP ETIMEDOUT EHWPOISON ERESTARTSYS ENOTSUPP'
        .split(' ')
        .map((name) => (name === '-' ? null : name))
    )
  })
})

test('a stack that overflowed', () => {
  const log = [
    'BUG: TASK stack guard page was hit at ffffc900014f7fe8 (stack is ffffc900014f8000..ffffc90001500000)',
    'Oops: stack guard page: 0000 [#1] SMP',
    machine(),
    'RIP: 0010:zoo_count+0x10/0x80',
    trace(...Array.from({ length: 9 }, () => 'zoo_count+0x40/0x80'))
  ].join('\n')
  const { sentence, texts } = explained(log)
  expect(sentence?.text).toContain('Kernel stack overflow, in zoo_count()')
  expect(texts).toContain('The kernel stack overflowed into its guard page')
  expect(texts).toContain('zoo_count() stands 9 times in the call trace')
})
