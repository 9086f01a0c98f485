import { expect, test } from 'vitest'
import { normaliseTitle } from './titles.ts'

test.each([
  [
    'KASAN: use-after-free in do_con_write.part.23+0x1c50/0x1cb0 at addr ffff88000012c43a',
    'KASAN: use-after-free in do_con_write.part.NUM at addr ADDR'
  ],
  ['INFO: Allocated in f+0x29/0x90 age=1 cpu=1 pid=6024', 'INFO: Allocated in f age=NUM cpu=NUM pid=NUM'],
  [
    'kernel panic: VFS: Unable to mount root fs on unknown-block(0,0)',
    'kernel panic: VFS: Unable to mount root fs on unknown-block(NUM,NUM)'
  ],
  ['BUG: bad  reply from 10.0.0.1\u0007', 'BUG: bad reply from IP'],
  ['WARNING in nl802154_dump', 'WARNING in nl802154_dump']
])('%s', (title, normal) => {
  expect(normaliseTitle(title)).toBe(normal)
})

test('a title is 120 bytes at most', () => {
  expect(normaliseTitle(`BUG: ${'long '.repeat(60)}`)).toHaveLength(119)
})
