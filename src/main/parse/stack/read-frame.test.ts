import { expect, test } from 'vitest'
import { isGeneric, plainFunction } from './generic-functions.ts'
import { readArmCaller, readFrame, readInlineFrame } from './read-frame.ts'

const line = (text: string): Parameters<typeof readFrame>[0] => ({
  line: 1,
  startByte: 0,
  endByte: text.length,
  caller: '',
  textByte: 0,
  text
})

test.each([
  [
    ' vfs_get_tree+0x92/0x2b0 fs/super.c:1759',
    { function: 'vfs_get_tree', offset: 0x92, size: 0x2b0, source: { file: 'fs/super.c', line: 1759 } }
  ],
  [
    ' [<ffffffff81ca45ed>] dump_stack+0xc1/0x124',
    { function: 'dump_stack', address: 'ffffffff81ca45ed', reliable: true }
  ],
  [' ? kfree+0xd9/0x260', { function: 'kfree', reliable: false }],
  [' [<ffffffff81ca45ed>] ? kfree+0xd9/0x260', { function: 'kfree', reliable: false }],
  [
    '[c000000049a87780] [c000000001385b4c] __schedule+0x3cc/0xed0 (unreliable)',
    { function: '__schedule', reliable: false }
  ],
  [' og_run+0x10/0x20 [oopsgen]', { function: 'og_run', module: 'oopsgen' }],
  [
    ' og_run+0x10/0x20 [oopsgen 0123456789abcdef0123456789abcdef01234567]',
    { module: 'oopsgen', buildId: '0123456789abcdef0123456789abcdef01234567' }
  ],
  [' __switch_to+0x2b0/0x6e0 (T)', { function: '__switch_to' }],
  ['[<80616f94>] (check_zeroed_user) from [<80321578>] (sys_openat2+0x124/0x170)', { function: 'check_zeroed_user' }],
  ['[<80126484>] (warn_slowpath_fmt) from [<e0236b93>] (0xe0236b93)', { function: 'warn_slowpath_fmt', offset: null }],
  [' unwind_backtrace from show_stack+0x10/0x14', { function: 'unwind_backtrace' }],
  [' <core::str::Chars as Iterator>::next+0x10/0x20', { function: '<core::str::Chars as Iterator>::next' }],
  // scripts/decode_stacktrace.sh
  [
    'widget_show (drivers/widget.c:242)',
    { function: 'widget_show', offset: null, size: null, source: { file: 'drivers/widget.c', line: 242 }, module: null }
  ],
  [
    ' ? widget_put (include/linux/widget.h:85 drivers/widget.c:107 (discriminator 1)) gizmo ',
    { function: 'widget_put', source: { file: 'drivers/widget.c', line: 107 }, module: 'gizmo', reliable: false }
  ],
  ['widget_get (??:?)', { function: 'widget_get', source: null }],
  ['widget_set (widget.c:?)', { function: 'widget_set', source: { file: 'widget.c', line: null } }],
  ['widget_cut (include/linux/widget.h:193', { function: 'widget_cut' }],
  ['widget_run+0x10/0x20 gizmo', { function: 'widget_run', offset: 16, module: 'gizmo' }]
])('%s', (text, frame) => {
  expect(readFrame(line(text))).toMatchObject(frame)
})

test.each([
  'Call Trace:',
  'RAX: ffffffff84193af4 RBX: ffff88807ceac2f0',
  ' (slock-AF_INET6){+.-...}, at: [<ffffffff83>] sk_clone_lock+0x3d9/0x12c0',
  'INFO: Allocated in fasync_helper+0x29/0x90 age=1 cpu=1 pid=6024',
  ' +0x10/0x20',
  'Hardware name: Gizmo (GZ, 1996)',
  'widget (rev 2)',
  'widget_done (drivers/widget.c:12) after 3 tries',
  'widget_done (no memory, drivers/widget.c:12)',
  'widget_run+0x10/0x20 failed twice',
  'widget_run ()',
  ''
])('no frame: %s', (text) => {
  expect(readFrame(line(text))).toBeNull()
})

test('the last caller of an arm trace, and inline functions', () => {
  expect(readArmCaller(line('[<80>] (f) from [<80321578>] (g+0x124/0x170)'))?.function).toBe('g')
  expect(readInlineFrame(line('  do_mount fs/namespace.c:4221 [inline]'))).toEqual({
    function: 'do_mount',
    source: { file: 'fs/namespace.c', line: 4221 }
  })
  expect(readInlineFrame(line('     [<00000000c9696bd2>] kmalloc include/linux/slab.h:547 [inline]'))).toEqual({
    function: 'kmalloc',
    source: { file: 'include/linux/slab.h', line: 547 }
  })
})

test('copies of a function are that function, and helpers are generic', () => {
  expect(plainFunction('check_cpu_stall.isra.61.cold.80')).toBe('check_cpu_stall')
  expect(isGeneric('kasan_report.cold')).toBe(true)
  expect(isGeneric('_raw_spin_lock_irqsave')).toBe(true)
  expect(isGeneric('strp_check_rcv')).toBe(false)
  expect(isGeneric('bch2_btree_path_level_init')).toBe(false)
})
