import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { partExamples } from './named-parts.ts'
import { normalise } from './normalise.ts'
import { wordsOfKey } from './noise-token.ts'

const shown = (text: string): string => wordsOfKey(normalise(text).key)

test.each(partExamples.map(({ example, pattern }) => [example, pattern] as const))('%s', (example, pattern) => {
  expect([...example.matchAll(pattern)].length).toBeGreaterThan(0)
})

test.each([
  [
    'CPU: 1 UID: 0 PID: 5822 Comm: syz.3.17 Not tainted 6.15.0-rc7-00142-g4856ebd99715 #7 PREEMPT(full)',
    'CPU: <cpu> UID: 0 PID: <pid> Comm: <command> Not tainted 6.15.0-rc7<build> <build> PREEMPT(full)'
  ],
  [
    'CPU: 0 PID: 1 Comm: mount Not tainted 6.1.0-13-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.55-1',
    'CPU: <cpu> PID: <pid> Comm: <command> Not tainted 6.1.0<build> <build> SMP PREEMPT_DYNAMIC<build>'
  ],
  ['Tainted: G        W          6.1.0-13-amd64 #1', 'Tainted: G W 6.1.0<build> <build>'],
  [
    'Read of size 8 at addr ffff888012acfc20 by task syz.3.17/5822',
    'Read of size 8 at addr <address> by task <command>/<pid>'
  ],
  [' __x64_sys_openat.isra.0+0x1c/0x230 fs/open.c:12 [ext4]', 'sys_openat [ext4]'],
  ['  f fs/namei.c:12 [inline]', 'f'],
  ['kernel BUG at mm/slub.c:619!', 'kernel BUG at mm/slub.c<offset>!'],
  [
    'RAX: 0000000000000000 RBX: dead000000000100 RCX: ffff888012acfc20',
    'RAX: 0000000000000000 RBX: dead000000000100 RCX: <address>'
  ],
  ['invalid opcode: 0000 [#2] SMP', 'invalid opcode: 0000 [#<counter>] SMP'],
  [
    ' #1: ffff888012345678 (&mm->mmap_lock){++++}-{4:4}, at: f+0x1/0x2',
    '#<counter>: <address> (&mm->mmap_lock){<counter>}-{4:4}, at: f'
  ],
  ['ESR = 0x0000000096000005', 'ESR = 0x0000000096000005'],
  [
    'INFO: task kworker/0:1:12 blocked for more than 143 seconds.',
    'INFO: task <command>:<pid> blocked for more than <counter> seconds.'
  ],
  [
    'watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [mount:123]',
    'watchdog: BUG: soft lockup - CPU#<cpu> stuck for <counter>! [<command>:<pid>]'
  ],
  ['Read of size 2 at addr 0 by task kworker/1:1/22', 'Read of size 2 at addr 0 by task <command>/<pid>'],
  ['UBSAN: index 9 is out of range for type u8 [8]', 'UBSAN: index 9 is out of range for type u8 [8]']
])('%s', (text, key) => {
  expect(shown(text)).toBe(key)
})

test('arithmetic leaves other flags behind, but whether interrupts were on counts', () => {
  expect(shown('EFLAGS: 00010246')).toBe(shown('EFLAGS: 00010293'))
  expect(normalise('EFLAGS: 00010246').key).not.toBe(normalise('EFLAGS: 00010046').key)
})

test('tokens stand in the text, in order, none within another', () => {
  const word = string({ unit: 'grapheme-ascii', maxLength: 80 })
  assert(
    property(word, word, (left, right) => {
      const text = `${left} PID: 12 Comm: a b Tainted: G 6.1.0 f+0x1/0x2 fs/a.c:1 ${right}`
      let end = 0
      for (const token of normalise(text).tokens) {
        expect(token.start).toBeGreaterThanOrEqual(end)
        expect(token.end).toBeGreaterThan(token.start)
        end = token.end
      }
      expect(end).toBeLessThanOrEqual(text.length)
    })
  )
})

test('patterns stay linear on long runs of what they repeat', () => {
  const runs = [
    'a',
    '0',
    'f',
    ' ',
    '[',
    'a.',
    'a/',
    'syz',
    'by ',
    'task ',
    '+0x',
    '#',
    '-g',
    'ainted ',
    '1.',
    ':',
    'at (',
    '){',
    'x:1 ['
  ]
  const start = performance.now()
  for (const run of runs) for (const length of [500, 4000]) normalise(run.repeat(length).slice(0, length))
  expect(performance.now() - start).toBeLessThan(500)
})
