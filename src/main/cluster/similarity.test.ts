import { expect, test } from 'vitest'
import { evidenceInWords } from './evidence.ts'
import type { Fingerprint } from './fingerprint.ts'
import { indexNames } from './candidates.ts'
import { scoreOf, similarityOf } from './similarity.ts'
import { sameBugThreshold } from './buckets.ts'

const base: Fingerprint = {
  kind: 'memory-safety',
  type: 'KASAN-USE-AFTER-FREE-READ',
  titles: ['KASAN: use-after-free Read in wobble_read', 'bad-access in wobble_read'],
  frame: 'wobble_read',
  corrupted: false,
  guiltyFile: 'drivers/wobble/core.c',
  channels: {
    crash: ['wobble_read', 'wobble_dispatch', 'vfs_read', 'sys_read'],
    allocated: ['kmalloc', 'wobble_new', 'wobble_probe', 'really_probe'],
    freed: ['kfree', 'wobble_release', '__fput', 'task_work_run'],
    other: []
  },
  locks: [],
  modules: [],
  files: ['drivers/wobble/core.c', 'fs/read_write.c'],
  access: 'read 8',
  kernel: '6.9.0-rc2',
  kernelDay: 19_815
}

const other: Fingerprint = {
  ...base,
  type: 'WARNING',
  kind: 'warning',
  titles: ['WARNING in gadget_stop'],
  frame: 'gadget_stop',
  guiltyFile: 'drivers/gadget/core.c',
  channels: { crash: ['gadget_stop', 'gadget_exit', 'vfs_read', 'sys_read'], allocated: [], freed: [], other: [] },
  files: ['drivers/gadget/core.c', 'fs/read_write.c'],
  access: null
}

test('a crash is like itself, and unlike one that shares the way in only', () => {
  expect(scoreOf(base, { ...base })).toBeGreaterThan(0.9)
  expect(scoreOf(base, other)).toBeLessThan(0.05)
})

test('the order of the two does not matter', () => {
  const moved = { ...base, titles: ['KASAN: use-after-free Read in wobble_poll'], frame: 'wobble_poll' }
  expect(scoreOf(base, moved)).toBe(scoreOf(moved, base))
  expect(scoreOf(base, other)).toBe(scoreOf(other, base))
})

test('two years between them make two crashes less alike', () => {
  expect(scoreOf(base, { ...base }, { daysApart: 800 })).toBeLessThan(scoreOf(base, { ...base }, { daysApart: 1 }))
})

test('the same object freed and read elsewhere is found across titles', () => {
  const elsewhere: Fingerprint = {
    ...base,
    titles: ['KASAN: use-after-free Read in wobble_poll', 'bad-access in wobble_poll'],
    frame: 'wobble_poll',
    channels: { ...base.channels, crash: ['wobble_poll', 'wobble_dispatch', 'do_select', 'sys_select'] }
  }
  expect(scoreOf(base, elsewhere)).toBeGreaterThan(0.2)
  expect(indexNames(base).some((name) => indexNames(elsewhere).includes(name))).toBe(true)
  const words = similarityOf(base, elsewhere).evidence.map(evidenceInWords)
  expect(words).toContain('Both allocation stacks hold wobble_new, wobble_probe.')
  expect(words).toContain('Above wobble_dispatch, the one stack has wobble_read and the other wobble_poll.')
})

test('torn titles do not make two reports alike', () => {
  const torn: Fingerprint = {
    ...base,
    titles: ['WARNING in corrupted'],
    frame: null,
    corrupted: true,
    guiltyFile: null,
    channels: { crash: [], allocated: [], freed: [], other: [] },
    files: []
  }
  expect(scoreOf(torn, { ...torn })).toBeLessThan(sameBugThreshold)
  expect(indexNames(torn)).toEqual([])
  expect(similarityOf(torn, base).evidence.map(evidenceInWords)).toContain('A title is torn, so titles do not count.')
})

test('a message without any stack is what its title says', () => {
  const message: Fingerprint = {
    ...base,
    titles: ['BUG: bad host security descriptor'],
    frame: null,
    guiltyFile: null,
    channels: { crash: [], allocated: [], freed: [], other: [] },
    files: [],
    access: null,
    kernel: null,
    kernelDay: null
  }
  expect(scoreOf(message, { ...message })).toBeGreaterThan(sameBugThreshold)
})

test('units of many kernels still tell how far these are apart', () => {
  const unit: Fingerprint = { ...base, kernel: null, kernelDay: null }
  const words = (days: number): readonly string[] =>
    similarityOf(unit, { ...unit }, { kernelDaysApart: days }).evidence.map(evidenceInWords)
  expect(words(3)).toContain('Their kernels are of about the same time.')
  expect(words(400)).toContain('Their kernels are about 13 months apart.')
  expect(scoreOf(unit, { ...unit }, { kernelDaysApart: 900 })).toBeLessThan(
    scoreOf(unit, { ...unit }, { kernelDaysApart: 3 })
  )
})

test('what hangs or warns is another bug where each stack begins with a function of its own', () => {
  const stall: Fingerprint = {
    ...base,
    kind: 'hang',
    type: 'HANG',
    titles: ['INFO: rcu detected stall in wobble_thread', 'stall in wobble_thread'],
    frame: 'wobble_thread',
    channels: {
      crash: ['wobble_scan', 'wobble_work', 'wobble_thread', 'kthread'],
      allocated: [],
      freed: [],
      other: []
    },
    guiltyFile: null,
    files: [],
    access: null,
    kernel: null,
    kernelDay: null
  }
  const inside: Fingerprint = {
    ...stall,
    channels: { ...stall.channels, crash: ['wobble_work', 'wobble_thread', 'kthread'] }
  }
  const beside: Fingerprint = {
    ...stall,
    channels: { ...stall.channels, crash: ['wobble_poll_hw', 'wobble_work', 'wobble_thread', 'kthread'] }
  }
  expect(scoreOf(stall, inside)).toBeGreaterThan(sameBugThreshold)
  expect(scoreOf(stall, beside)).toBeLessThan(sameBugThreshold)
})

const words = (a: Fingerprint, b: Fingerprint): readonly string[] => similarityOf(a, b).evidence.map(evidenceInWords)

test('reasons begin with the rarest functions of both, and say nothing that all crashes of a sort have', () => {
  const [first = '', ...more] = words(base, { ...base })
  expect(first).toMatch(/^Both crash stacks hold wobble_read, wobble_dispatch/)
  expect(more).toContain('The title is the same.')
  expect(more.join(' ')).not.toMatch(/titled by|Both are a/)
  const unlike = words(base, other)
  expect(unlike).toContain('The one is a KASAN use-after-free read, the other a warning.')
  const written: Fingerprint = { ...base, access: 'write 1' }
  expect(words(base, written)).toContain(
    'The bad access of the one is a read of 8 bytes, of the other a write of 1 byte.'
  )
  const unknown: Fingerprint = { ...base, access: 'unknown ?' }
  expect(words(base, unknown).join(' ')).not.toContain('bad access')
})
