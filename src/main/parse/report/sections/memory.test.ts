import { describe, expect, it } from 'vitest'
import { parsedReport, textAt } from '../../../../../tests/builders/parsed-report.ts'

const trace = `Call Trace:
 <TASK>
 wharf_unload+0x1d/0x30 [wharf]
 wharf_ioctl+0x10/0x20 [wharf]
 </TASK>
`

const slab = `[    9.000001] BUG: KASAN: slab-use-after-free in wharf_unload+0x1d/0x30 [wharf]
[    9.000002] Read of size 8 at addr ffff888102ba4d18 by task crane/38
[    9.000003] CPU: 1 PID: 38 Comm: crane Not tainted 6.9.1 #4
${trace
  .split('\n')
  .slice(0, -1)
  .map((line) => `[    9.000004] ${line}`)
  .join('\n')}
[    9.000005]
[    9.000006] Allocated by task 31 on cpu 2 at 8.120450s:
[    9.000007]  wharf_load+0xa/0x30 [wharf]
[    9.000008]  wharf_ioctl+0x10/0x20 [wharf]
[    9.000009]
[    9.000010] The buggy address belongs to the object at ffff888102ba4d00
[    9.000011]  which belongs to the cache kmalloc-128 of size 128
[    9.000012] The buggy address is located 24 bytes inside of
[    9.000013]  freed 128-byte region [ffff888102ba4d00, ffff888102ba4d80)
[    9.000014]
[    9.000015] The buggy address belongs to the physical page:
[    9.000016] page: refcount:1 mapcount:-2 mapping:0000000000000000 index:0x10 pfn:0x102ba4
[    9.000017] head: order:1 mapcount:0 entire_mapcount:0 nr_pages_mapped:0 pincount:0
[    9.000018] flags: 0x200000000000040(slab|head|node=0|zone=2)
[    9.000019] page_type: f5(slab)
[    9.000020] raw: 0200000000000040 ffff888100042a00 dead000000000122 0000000000000000
[    9.000021] page dumped because: kasan: bad access detected
[    9.000022]
[    9.000023] Memory state around the buggy address:
[    9.000024]  ffff888102ba4c80: fc fc fc fc fc fc fc fc fc fc fc fc fc fc fc fc
[    9.000025] >ffff888102ba4d00: fa fb fb fb fb fb fb fb fb fb fb fb fb fb fb fb
[    9.000026]                             ^
[    9.000027]  ffff888102ba4d80: fc fc fc fc fc fc fc fc fc fc fc fc fc fc fc fc
[    9.000028] ==================================================================
`

describe('a KASAN report of a slab object', () => {
  const report = parsedReport(slab)
  const { memory } = report

  it('names the object and where in it the address is', () => {
    expect(memory.object?.value).toEqual({
      kind: 'slab',
      address: 'ffff888102ba4d00',
      size: 128,
      cache: 'kmalloc-128',
      name: null
    })
    expect(memory.place?.value).toEqual({
      offset: 24,
      side: 'inside',
      state: 'freed',
      start: 'ffff888102ba4d00',
      end: 'ffff888102ba4d80',
      size: 128
    })
  })
  it('has the shadow rows and the byte that the mark stands under', () => {
    expect(memory.shadow.map(({ address, marked }) => [address, marked])).toEqual([
      ['ffff888102ba4c80', false],
      ['ffff888102ba4d00', true],
      ['ffff888102ba4d80', false]
    ])
    expect(memory.shadow[1]?.bytes).toHaveLength(16)
    expect(memory.shadowColumn).toBe(3)
  })
  it('reads the page, and leaves the numbers of its compound head aside', () => {
    expect(memory.pages).toHaveLength(1)
    expect(memory.pages[0]).toMatchObject({
      address: null,
      refcount: 1,
      mapcount: -2,
      index: '10',
      pfn: '102ba4',
      flags: { value: ['slab', 'head', 'node=0', 'zone=2'] },
      type: { value: 'f5(slab)' },
      reason: { value: 'kasan: bad access detected' }
    })
  })
  it('says who allocated, where the header does', () => {
    expect(report.stacks.map(({ kind, owner }) => [kind, owner])).toEqual([
      ['crash', null],
      ['allocated', { pid: 31, command: null, cpu: 2, seconds: 8.12045, age: null }]
    ])
  })
  it('knows the access and stands each fact on its own bytes', () => {
    expect(report.facts.access?.value).toEqual({ direction: 'read', size: 8, address: 'ffff888102ba4d18' })
    expect(memory.shadow[1] && textAt(slab, memory.shadow[1].span)).toMatch(/^>ffff888102ba4d00: fa .* fb$/)
    expect(memory.object && textAt(slab, memory.object.span)).toBe(
      'The buggy address belongs to the object at ffff888102ba4d00'
    )
    expect(report.facts.command && textAt(slab, report.facts.command.span)).toBe('crane')
    expect(report.facts.kernel && textAt(slab, report.facts.kernel.span)).toBe('6.9.1')
    expect(report.stacks[0]?.frames[0] && textAt(slab, report.stacks[0].frames[0].span)).toBe(
      'wharf_unload+0x1d/0x30 [wharf]'
    )
  })
})

const header = 'BUG: KASAN: slab-out-of-bounds in wharf_unload+0x1d/0x30\n'

describe('objects in the words of other kernels', () => {
  it.each([
    [
      '4.8',
      'Object at ffff8800b3d5ed58, in cache kmalloc-64 size: 64\n',
      { kind: 'slab', address: 'ffff8800b3d5ed58', size: 64, cache: 'kmalloc-64' }
    ],
    [
      'a global',
      'The buggy address belongs to the variable:\n wharf_names.12+0x40/0x60\n',
      { kind: 'variable', name: 'wharf_names.12', size: 96 }
    ],
    [
      'a stack',
      'The buggy address belongs to stack of task crane/38\n and is located at offset 32 in frame:\n wharf_unload+0x0/0x30\n',
      { kind: 'stack', name: 'wharf_unload' }
    ]
  ])('%s', (_, lines, object) => {
    const { memory } = parsedReport(
      `${header}Write of size 4 at addr ffff8800b3d5ed98 by task crane/38\n${trace}\n${lines}`
    )
    expect(memory.object?.value).toMatchObject(object)
  })
  it('to the right of an object, all on one line', () => {
    const { memory } = parsedReport(
      `${header}Read of size 1 at addr ffff8800b3d5ed98 by task crane/38\n${trace}
The buggy address is located 0 bytes to the right of
 64-byte region [ffff8800b3d5ed58, ffff8800b3d5ed98)
`
    )
    expect(memory.place?.value).toMatchObject({ offset: 0, side: 'right', state: null, size: 64 })
  })
})

describe('KFENCE', () => {
  it.each([
    [
      '5.18',
      'kfence-#24: 0xffff8881bf040000-0xffff8881bf04001f, size=32, cache=kmalloc-32\n\nallocated by task 507 on cpu 3 at 71.330000s (0.512s ago):\n'
    ],
    ['5.12', 'kfence-#24 [0xffff8881bf040000-0xffff8881bf04001f, size=32, cache=kmalloc-32] allocated by task 507:\n']
  ])('as %s prints it', (_, lines) => {
    const report = parsedReport(`BUG: KFENCE: use-after-free read in wharf_unload+0x1d/0x30

Use-after-free read at 0xffff8881bf040008 (in kfence-#24):
 wharf_unload+0x1d/0x30
 wharf_ioctl+0x10/0x20

${lines} wharf_load+0xa/0x30
 wharf_ioctl+0x10/0x20
`)
    expect(report.memory.object?.value).toEqual({
      kind: 'kfence',
      address: 'ffff8881bf040000',
      size: 32,
      cache: 'kmalloc-32',
      name: 'kfence-#24'
    })
    expect(report.facts.access?.value).toMatchObject({ direction: 'read', address: 'ffff8881bf040008' })
    expect(report.stacks.find(({ kind }) => kind === 'allocated')?.owner?.pid).toBe(507)
  })
})

describe('KCSAN', () => {
  const report = parsedReport(`BUG: KCSAN: data-race in wharf_load / wharf_unload

write (marked) to 0xffff888108f21a10 of 8 bytes by task 12 on cpu 0:
 wharf_load+0xa/0x30
 wharf_ioctl+0x10/0x20

read to 0xffff888108f21a10 of 4 bytes by interrupt on cpu 1:
 wharf_unload+0x1d/0x30
 wharf_timer+0x10/0x20

value changed: 0x0000000000000001 -> 0x0000000000000002

Reported by Kernel Concurrency Sanitizer on:
CPU: 1 PID: 7 Comm: crane Not tainted 6.1.0 #1
`)
  it('has both accesses, each with its stack, and what changed', () => {
    expect(report.memory.races).toMatchObject([
      { access: 'write (marked)', address: 'ffff888108f21a10', size: 8, pid: 12, cpu: 0, stack: 0 },
      { access: 'read', address: 'ffff888108f21a10', size: 4, pid: null, cpu: 1, stack: 1 }
    ])
    expect(report.memory.changed?.value).toEqual({ before: '0000000000000001', after: '0000000000000002' })
    expect(report.stacks[1]?.frames[0]?.function).toBe('wharf_unload')
  })
})

describe('dumps', () => {
  it('of kmemleak: the object and its first bytes', () => {
    const { memory } = parsedReport(`BUG: memory leak
unreferenced object 0xffff88810b1f3a80 (size 96):
  comm "crane", pid 41, jiffies 4294942 (age 8.4s)
  hex dump (first 32 bytes):
    00 10 20 30 40 50 60 70 80 90 a0 b0 c0 d0 e0 f0  .. 0@P.p........
    6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b a5  kkkkkkkkkkkkkkk.
  backtrace:
    [<00000000a1b2c3d4>] wharf_load+0xa/0x30
    [<00000000a1b2c3d5>] wharf_ioctl+0x10/0x20
`)
    expect(memory.owner?.value).toEqual({ command: 'crane', pid: 41 })
    expect(memory.object?.value).toMatchObject({ kind: 'leak', address: 'ffff88810b1f3a80', size: 96 })
    expect(memory.rows.map(({ bytes }) => [bytes.length, bytes[0], bytes.at(-1)])).toEqual([
      [16, '00', 'f0'],
      [16, '6b', 'a5']
    ])
  })
  it('of SLUB: the wrong byte, the object, the poison', () => {
    const { memory } = parsedReport(`BUG kmalloc-64 (Tainted: G    B  ): Poison overwritten
-----------------------------------------------------------------------------

0xffff888003ae5a08-0xffff888003ae5a0b @offset=2568. First byte 0x6c instead of 0x6b
Allocated in wharf_load+0xa/0x30 age=120 cpu=1 pid=44
 wharf_load+0xa/0x30
 wharf_ioctl+0x10/0x20
Slab 0xffffea00000eb940 objects=32 used=30 fp=0xffff888003ae5a00 flags=0x100000000000200(slab|node=0|zone=1)
Object 0xffff888003ae5a00 @offset=2560 fp=0xffff888003ae5a40

Object   ffff888003ae5a00: 6b 6b 6b 6b 6b 6b 6b 6b 6c 6b 6b 6b 6b 6b 6b 6b  kkkkkkkklkkkkkkk
Redzone  ffff888003ae5a40: bb bb bb bb bb bb bb bb                          ........
CPU: 0 PID: 44 Comm: crane Tainted: G    B   6.6.1 #2
${trace}`)
    expect(memory.overwritten?.value).toEqual({
      start: 'ffff888003ae5a08',
      end: 'ffff888003ae5a0b',
      byte: '6c',
      expected: '6b'
    })
    expect(memory.object?.value.address).toBe('ffff888003ae5a00')
    expect(memory.rows.map(({ part, bytes }) => [part, bytes.length])).toEqual([
      ['Object', 16],
      ['Redzone', 8]
    ])
  })
  it('of KMSAN: which bytes', () => {
    const { memory, facts } = parsedReport(`BUG: KMSAN: kernel-infoleak in wharf_unload+0x1d/0x30
 wharf_unload+0x1d/0x30
 wharf_ioctl+0x10/0x20

Uninit was created at:
 wharf_load+0xa/0x30
 wharf_ioctl+0x10/0x20

Bytes 12-15 of 16 are uninitialized
Memory access of size 16 starts at ffff888123a4fe10
`)
    expect(memory.uninitialized?.value).toEqual({ first: 12, last: 15, size: 16 })
    expect(facts.access?.value).toMatchObject({ size: 16, address: 'ffff888123a4fe10' })
  })
  it('of a page, as kernels before 5.0 wrote it', () => {
    const { memory } = parsedReport(`BUG: Bad page state in process crane  pfn:1c2d4
page:ffffea000070b500 count:-1 mapcount:0 mapping:          (null) index:0x2 compound_mapcount: 7
flags: 0x100000000000000()
page dumped because: nonzero _count
CPU: 0 PID: 44 Comm: crane Not tainted 4.14.1 #2
${trace}`)
    expect(memory.pages[0]).toMatchObject({
      address: 'ffffea000070b500',
      refcount: -1,
      mapcount: 0,
      index: '2',
      flags: { value: [] },
      reason: { value: 'nonzero _count' }
    })
  })
})
