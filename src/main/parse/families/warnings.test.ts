import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

const titleOf = (text: readonly string[]): string | undefined =>
  parseLog(new TextEncoder().encode(text.map((line) => `[    1.000000] ${line}\n`).join(''))).reports[0]?.title

const trace = (...names: readonly string[]): readonly string[] => [
  'Call Trace:',
  ...names.map((name) => ` ${name}+0x10/0x20`)
]

const circular = (acquired: string, held: string): readonly string[] => [
  'WARNING: possible circular locking dependency detected',
  'gizmod/42 is trying to acquire lock:',
  `ffff888012345018 (&w->lock){+.+.}-{3:3}, at: ${acquired}+0x10/0x20`,
  '',
  'but task is already holding lock:',
  `ffff888012345080 (&s->lock){+.+.}-{3:3}, at: ${held}+0x10/0x20`,
  '',
  'the existing dependency chain (in reverse order) is:',
  '-> #1 (&s->lock){+.+.}-{3:3}:',
  '       down_write_nested+0x10/0x20',
  '       widget_commit+0x10/0x20',
  '-> #0 (&w->lock){+.+.}-{3:3}:',
  '       widget_read+0x10/0x20',
  'stack backtrace:',
  ...trace('dump_stack_lvl', '__might_fault', 'widget_ioctl')
]

test.each([
  ['widget_attach', 'sprocket_bind', 'widget_attach'],
  ['__might_fault', 'sprocket_bind', 'sprocket_bind'],
  ['__might_fault', 'sprocket_tree_read_lock', 'widget_commit']
])('a deadlock at %s while holding the lock of %s is in %s', (acquired, held, named) => {
  expect(titleOf(circular(acquired, held))).toBe(`possible deadlock in ${named}`)
})

const order = (context: string): readonly string[] => [
  `WARNING: ${context}-safe -> ${context}-unsafe lock order detected`,
  'gizmod/42 [HC0[0]:SC0[0]:HE0:SE0] is trying to acquire:',
  'ffff888012345018 (&s->lock){+.+.}-{2:2}, at: sprocket_add+0x10/0x20',
  '',
  'and this task is already holding:',
  'ffff888012345080 (&w->lock){-...}-{2:2}, at: widget_tick+0x10/0x20',
  '',
  `but this new dependency connects a ${context}-irq-safe lock:`,
  ' (&w->lock){-...}-{2:2}',
  '',
  `... which became ${context}-irq-safe at:`,
  '  lock_acquire+0x10/0x20',
  '  widget_interrupt+0x10/0x20',
  'stack backtrace:',
  ...trace('dump_stack_lvl', 'lock_acquire', 'sprocket_add')
]

test('a lock order is named by the handler of the hard interrupt, else by the place of the lock', () => {
  expect(titleOf(order('HARDIRQ'))).toBe('possible deadlock in widget_interrupt')
  expect(titleOf(order('SOFTIRQ'))).toBe('possible deadlock in sprocket_add')
})

const warned = (place: string, by: string): string | undefined =>
  titleOf([`WARNING: CPU: 0 PID: 42 at ${place} ${by}+0x10/0x20`, `RIP: 0010:${by}+0x10/0x20`, ...trace('widget_stop')])

test.each([
  ['lib/debugobjects.c:505', 'debug_print_object', 'WARNING: ODEBUG bug in widget_stop'],
  ['lib/debugobjects.c:505', 'debug_check_no_obj_freed', 'WARNING: ODEBUG bug in widget_stop'],
  ['lib/debugobjects.c:505', 'debug_object_assert_init', 'WARNING in widget_stop'],
  ['kernel/locking/lockdep.c:231', '__lock_acquire', 'WARNING: locking bug in widget_stop'],
  ['kernel/locking/lockdep.c:6305', 'lockdep_unregister_key', 'WARNING in widget_stop'],
  ['fs/proc/generic.c:350', 'proc_register', 'WARNING: proc registration bug in widget_stop'],
  ['fs/proc/generic.c:713', 'remove_proc_entry', 'WARNING in remove_proc_entry'],
  ['mm/slab_common.c:502', 'kmem_cache_destroy', 'WARNING in widget_stop'],
  ['mm/usercopy.c:75', 'usercopy_warn', 'WARNING: bad usercopy in widget_stop']
])('a warning at %s of %s: %s', (place, by, title) => {
  expect(warned(place, by)).toBe(title)
})

test('powerpc names the place of an exception between the frames', () => {
  const text = [
    'WARNING: CPU: 1 PID: 42 at arch/powerpc/mm/slb.c:79 widget_check+0x2c/0x70',
    'Call Trace:',
    '[c00000003ae5ba40] [c0000000000392d4] program_check_exception+0x344/0x4f0',
    '[c00000003ae5bac0] [c0000000000090a4] program_check_common+0x184/0x190',
    '--- interrupt: 700 at widget_check+0x2c/0x70',
    '    LR = widget_insert+0x19c/0x2d0',
    '[c00000003ae5bdf0] [c00000000009651c] widget_fault+0x10c/0x250'
  ]
  expect(titleOf(text)).toBe('WARNING in widget_check')
})
