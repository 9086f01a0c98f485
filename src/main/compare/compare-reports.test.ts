import { assert, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { comparisonSchema, type Difference, type NoiseClass } from '../../shared/model/comparison.ts'
import { parseLog } from '../parse/parse-log.ts'
import { compareReports } from './compare-reports.ts'
import { madeUpCrash, sideOf } from './made-up-crash.fixture.ts'
import { allNoise, createRandom, noiseTransforms } from './noise.fixture.ts'
import { plants } from './planted.fixture.ts'

const compare = (a: string, b: string, heeded: readonly NoiseClass[] = []): ReturnType<typeof compareReports> =>
  compareReports(sideOf(a, parseLog), sideOf(b, parseLog), { heeded })

const differences = (a: string, b: string): readonly Difference[] => compare(a, b).comparison.differences
const lineOf = (text: string, words: string): number => text.split('\n').findIndex((line) => line.includes(words)) + 1

test('a report is the same as itself, line by line', () => {
  const { comparison } = compare(madeUpCrash, madeUpCrash)
  expect(comparison.differences).toEqual([])
  expect(comparison.ignored).toEqual({})
  expect(comparison.rows.every(({ kind }) => kind === 'same')).toBe(true)
  expect(comparison.facts.every(({ kind }) => kind === 'same')).toBe(true)
  expect(comparisonSchema.parse(comparison)).toEqual(comparison)
})

test.each(Object.entries(noiseTransforms))('pure noise is no difference: %s', (_, transform) => {
  assert(
    property(nat(), (seed) => {
      expect(differences(madeUpCrash, transform(madeUpCrash, createRandom(seed)))).toEqual([])
    }),
    { numRuns: 20 }
  )
})

test.each(Object.entries(plants).filter(([name]) => name !== 'lockMore'))(
  'a planted difference is found at its place, within noise, and nothing else: %s',
  (_, plant) => {
    assert(
      property(nat(), (seed) => {
        const random = createRandom(seed)
        const noisy = allNoise(madeUpCrash, random)
        const planted = plant(noisy, sideOf(noisy, parseLog).report, random)
        const found = differences(madeUpCrash, planted?.text ?? '')
        expect(found).toHaveLength(1)
        expect(found[0]?.bLine).toBe(planted?.bLine)
      }),
      { numRuns: 20 }
    )
  }
)

/** A made-up crash in an interrupt, and what the processor did when it came. */
const inInterrupt = ([base, task, rax]: readonly [
  string,
  string,
  string
]): string => `kernel BUG at drivers/og/ring.c:77!
Oops: invalid opcode: 0000 [#1] SMP
CPU: 1 UID: 0 PID: 12 Comm: ${task} Not tainted 6.15.0 #7
RIP: 0010:og_ring_irq+0x17/0x20 [og]
RSP: 0018:ffffc90000003ea0 EFLAGS: 00000006
RAX: 0000000000000003 RBX: ffff888012d80000 RCX: 0000000000000003
FS:  ${base}(0000) GS:ffff888075000000(0000) knlGS:0000000000000000
CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033
Call Trace:
 <IRQ>
 og_dev_irq+0x18/0x30 [og]
 __handle_irq_event_percpu+0x46/0x1c0
 handle_edge_irq+0x8b/0x230
 common_interrupt+0x80/0xa0
 </IRQ>
 <TASK>
 asm_common_interrupt+0x26/0x40
RIP: 0010:og_wait+0xf/0x20 [og]
RSP: 0018:ffffc900000c3ed8 EFLAGS: 00000212
RAX: ${rax} RBX: 0000000000000004 RCX: 0000000000000000
 og_thread+0x29/0x100 [og]
 kthread+0x10e/0x240
 ret_from_fork+0x34/0x50
 </TASK>
`

test('where user space has its threads, and the registers of what was interrupted, are no differences', () => {
  const [one, other] = [
    inInterrupt(['0000000000000000', 'og/0', '0000000000000001']),
    inInterrupt(['0000000038dc53c0', 'og/1', '000000000000beef'])
  ]
  expect(differences(one, other)).toEqual([])
  expect(compare(one, other, ['register']).comparison.differences).not.toEqual([])
  // Registers where it crashed count.
  expect(differences(one, other.replace('RAX: 0000000000000003', 'RAX: 0000000000000009'))).toHaveLength(1)
})

test('sides can be changed: what was only in A is only in B', () => {
  assert(
    property(nat(), (seed) => {
      const random = createRandom(seed)
      const other = plants['frameInserted']?.(madeUpCrash, sideOf(madeUpCrash, parseLog).report, random)?.text ?? ''
      const [there, back] = [compare(madeUpCrash, other).comparison, compare(other, madeUpCrash).comparison]
      expect(back.differences.map(({ aLine, bLine }) => [bLine, aLine])).toEqual(
        there.differences.map(({ aLine, bLine }) => [aLine, bLine])
      )
      expect(back.counts.onlyA).toBe(there.counts.onlyB)
    }),
    { numRuns: 10 }
  )
})

test('every line of both reports stands in one row, in the order of both', () => {
  const { comparison } = compare(
    madeUpCrash,
    allNoise(madeUpCrash, createRandom(5)).replace('print_report', 'print_other')
  )
  for (const side of ['a', 'b'] as const) {
    const lines = comparison.rows.flatMap((row) => {
      const from = row[side]
      return from === null ? [] : Array.from({ length: row.count }, (_, at) => from + at)
    })
    expect(lines).toEqual(lines.toSorted((x, y) => x - y))
    expect(new Set(lines).size).toBe(lines.length)
  }
})

test('a class that is heeded is a difference, and is no longer counted as ignored', () => {
  const later = noiseTransforms['times']?.(madeUpCrash, createRandom(1)) ?? ''
  expect(compare(madeUpCrash, later).comparison.ignored.timestamp).toBeGreaterThan(40)
  const { comparison } = compare(madeUpCrash, later, ['timestamp'])
  expect(comparison.ignored.timestamp).toBeUndefined()
  expect(comparison.differences.length).toBeGreaterThan(40)
})

test('changes stand at their columns of the raw line', () => {
  const other = madeUpCrash.replace('Read of size 8', 'Write of size 4')
  const row = compare(madeUpCrash, other).comparison.rows.find(({ kind }) => kind === 'different')
  const cut = (text: string, side: 'a' | 'b'): readonly string[] => {
    const line = text.split('\n')[(row?.[side] ?? 0) - 1] ?? ''
    return (row?.changes ?? []).map((change) => line.slice(change[side]?.start, change[side]?.end))
  }
  expect(cut(madeUpCrash, 'a')).toEqual(['Read', '8'])
  expect(cut(other, 'b')).toEqual(['Write', '4'])
})

test('two pointers that were one are a difference, though each alone is noise', () => {
  const other = madeUpCrash.replace('[ffff888012acfc00, ffff888012acfc40)', '[ffff888012acfe00, ffff888012acfc40)')
  const found = differences(madeUpCrash, other)
  expect(found).toHaveLength(1)
  expect(found[0]?.what).toBe('one object here is two there')
  expect(found[0]?.a).not.toBe(found[0]?.b)
})

test('an offset of another build is noise; of the same build it is another place in the function', () => {
  const place = madeUpCrash.replace('og_dev_release+0x42/0x90', 'og_dev_release+0x4f/0x90')
  expect(differences(madeUpCrash, place).map(({ what }) => what)).toEqual(['another place in the function'])
  const build = place.replaceAll('g4856ebd99715', 'g0123456789ab')
  expect(differences(madeUpCrash, build)).toEqual([])
})

test('frames are one in spite of wrappers, copies and inlining', () => {
  const other = madeUpCrash
    .replace('__x64_sys_exit_group+0x3e/0x50', '__do_sys_exit_group kernel/exit.c:1 [inline]')
    .replace('og_ring_new+0x55/0x120', 'og_ring_new.constprop.0+0x50/0x110 drivers/og.c:12')
  const { comparison } = compare(madeUpCrash, other)
  expect(comparison.differences).toEqual([])
  expect(comparison.stacks.map(({ equal, of }) => equal === of)).toEqual([true, true, true])
})

test('helpers of another kernel version are noise; of the same version they count', () => {
  const other = madeUpCrash.replace('print_report+0xc3/0x670', 'print_address_description+0xc3/0x670')
  expect(differences(madeUpCrash, other)).toHaveLength(1)
  const older = other.replaceAll('6.15.0-rc7', '5.4.0')
  expect(differences(madeUpCrash, older).map(({ what }) => what)).toEqual(['kernel'])
})

test('the first frame that is another is where the stacks part', () => {
  const other = madeUpCrash.replace('og_dev_release', 'og_other_release').replace('__fput+', '__other_fput+')
  const frames = compare(madeUpCrash, other).comparison.stacks[0]?.frames ?? []
  expect(frames.filter(({ parting }) => parting).map(({ a, b }) => [a?.function, b?.function])).toEqual([
    ['og_dev_release', 'og_other_release']
  ])
})

test('hunks are the runs of real differences, with where an added line would stand', () => {
  const inserted = madeUpCrash.replace('[   12.345820]', '[   12.345815][ T5822]  og_more+0x1/0x2\n[   12.345820]')
  const at = lineOf(inserted, 'og_more')
  const { hunks } = compare(madeUpCrash, inserted).comparison
  expect(hunks).toHaveLength(1)
  expect(hunks[0]).toMatchObject({ section: 'stack', a: { from: at, to: at }, b: { from: at, to: at + 1 } })
})

test('modules count as a set', () => {
  const order = madeUpCrash.replace('og_ring ext4 loop', 'loop og_ring ext4')
  expect(compare(madeUpCrash, order).comparison.ignored['module-order']).toBe(1)
  const more = madeUpCrash.replace('og_ring ext4 loop', 'loop og_ring ext4 xfs')
  expect(differences(madeUpCrash, more).map(({ what }) => what)).toEqual(['modules'])
})

test('facts say what is the same, what differs, and what only one tells', () => {
  const other = madeUpCrash
    .replace('Read of size 8', 'Write of size 4')
    .replaceAll('syz.3.17', 'syz.1.9')
    .replace(/.*Hardware name.*\n/, '')
  const kinds = Object.fromEntries(compare(madeUpCrash, other).comparison.facts.map(({ name, kind }) => [name, kind]))
  expect(kinds).toMatchObject({
    Access: 'different',
    Task: 'noise',
    Kernel: 'same',
    Hardware: 'missing',
    Taint: 'same'
  })
})
