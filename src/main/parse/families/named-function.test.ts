import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

/** Which function a family names where another family would pass over it, or would not. */
const titlesOf = (text: readonly string[]): readonly string[] =>
  parseLog(new TextEncoder().encode(text.map((line) => `[    9.000000] ${line}\n`).join(''))).reports.map(
    ({ title }) => title
  )

const trace = (...names: readonly string[]): readonly string[] => [
  'CPU: 1 PID: 42 Comm: gizmod Not tainted 6.14.0 #1',
  'Call Trace:',
  ...names.map((name) => ` ${name}+0x10/0x20`)
]

const sleeping = 'BUG: sleeping function called from invalid context at mm/vmalloc.c:3409'
const hung = 'INFO: task gizmod:42 blocked for more than 143 seconds.'
const leak = 'BUG: KMSAN: kernel-usb-infoleak in usb_submit_urb+0x10/0x20'
const warning = 'WARNING: CPU: 1 PID: 42 at drivers/usb/core/urb.c:503 usb_submit_urb+0x10/0x20'

test('what sleeps by itself is named for it, and only for that', () => {
  const inside = ['dump_stack_lvl', '__might_resched', 'vfree', 'widget_free', 'widget_exit']
  expect(titlesOf([sleeping, ...trace(...inside)])).toEqual([
    'BUG: sleeping function called from invalid context in vfree'
  ])
  expect(
    titlesOf([
      'BUG: KASAN: use-after-free in vfree+0x10/0x20',
      'Read of size 8 at addr ffff888012345678 by task a/1',
      ...trace(...inside.slice(2))
    ])
  ).toEqual(['KASAN: use-after-free Read in widget_free'])
  expect(titlesOf([sleeping, ...trace('__might_resched', 'exc_page_fault', 'asm_exc_page_fault')])).toEqual([
    'BUG: sleeping function called from invalid context in exc_page_fault'
  ])
})

test('a transfer that does not end is named; one that a driver should not have sent is the driver', () => {
  const bulk = ['usb_start_wait_urb', 'usb_bulk_msg', 'widget_usb_read', 'vfs_read']
  expect(titlesOf([hung, ...trace('__schedule', 'schedule', ...bulk)])).toEqual(['INFO: task hung in usb_bulk_msg'])
  expect(titlesOf([warning, ...trace(...bulk)])).toEqual(['WARNING in widget_usb_read/usb_submit_urb'])
  expect(
    titlesOf([leak, ...trace('usb_submit_urb', ...bulk), 'Uninit was created at:', ' widget_new+0x10/0x20'])
  ).toEqual(['KMSAN: kernel-usb-infoleak in widget_usb_read'])
})

test.each(['flush_old_widgets', 'freeze_widget'])('the work %s is no wait, whatever its name', (name) => {
  expect(
    titlesOf([hung, ...trace('__schedule', 'schedule', '__mutex_lock', name, 'process_one_work', 'worker_thread')])
  ).toEqual([`INFO: task hung in ${name}`])
})

test('what runs with its lock held is passed over for what took the lock', () => {
  expect(
    titlesOf([hung, ...trace('__schedule', 'schedule', 'bit_wait', 'widget_write_iter_locked', 'widget_write_iter')])
  ).toEqual(['INFO: task hung in widget_write_iter'])
})

test('the header of the stack protector names the function, whatever it is', () => {
  expect(
    titlesOf([
      'Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in: lock_acquire+0x3b6/0x3c0',
      ...trace('dump_stack_lvl', 'panic', '__stack_chk_fail', 'lock_acquire', 'widget_walk')
    ])
  ).toEqual(['kernel panic: stack is corrupted in lock_acquire'])
})

test('a double fault panics and then dies of itself', () => {
  for (const oops of ['double fault: 0000 [#1] PREEMPT SMP KASAN', 'Oops: double fault: 0000 [#1] SMP']) {
    expect(
      titlesOf([
        'traps: PANIC: double fault, error_code: 0x0',
        oops,
        'RIP: 0010:widget_iret+0x10/0x20',
        ...trace('error_entry')
      ])
    ).toEqual(['PANIC: double fault in widget_iret'])
  }
})

test('who took a page is not the page cache that took it for them', () => {
  expect(
    titlesOf([
      'BUG: Bad page state in process gizmod  pfn:49e01',
      'page: refcount:0 mapcount:0 mapping:0000000000000000 index:0x1 pfn:0x49e01',
      'page_owner tracks the page as allocated',
      'page last allocated via order 9, migratetype Movable, gfp_mask 0x153c4a(GFP_NOFS), pid 42, tgid 42 (gizmod), ts 1, free_ts 0',
      ' post_alloc_hook+0x10/0x20',
      ' get_page_from_freelist+0x10/0x20',
      ' __alloc_pages_noprof+0x10/0x20',
      ' folio_alloc_noprof+0x10/0x20',
      ' filemap_alloc_folio_noprof+0x10/0x20',
      ' __filemap_get_folio+0x10/0x20',
      ' widget_write_begin+0x10/0x20',
      'page_owner free stack trace missing',
      ...trace('dump_stack_lvl', 'bad_page', 'widget_release')
    ])
  ).toEqual(['BUG: Bad page state in widget_write_begin'])
})

test('a stall on the way back to user space is named by the loop of it', () => {
  expect(
    titlesOf([
      'watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [gizmod:42]',
      'RIP: 0010:widget_spin+0x10/0x20',
      ...trace('do_exit', 'get_signal', 'arch_do_signal_or_restart', 'exit_to_user_mode_loop', 'do_syscall_64')
    ])
  ).toEqual(['BUG: soft lockup in exit_to_user_mode_loop'])
})

const doubted = (release: string): readonly string[] => [
  'BUG: scheduling while atomic: gizmod/42/0x00000002',
  `Pid: 42, comm: gizmod Not tainted ${release} #1`,
  'Call Trace:',
  ' [<c0123450>] ? __schedule_bug+0x10/0x20',
  ' [<c0123460>] ? schedule+0x10/0x20',
  ' [<c0123470>] ? widget_wait+0x10/0x20'
]

test('a trace whose frames are all doubted names the crash in kernels that doubted every one', () => {
  expect(titlesOf(doubted('2.6.32-5-686'))).toEqual(['BUG: scheduling while atomic in widget_wait'])
  expect(titlesOf(doubted('6.1.0'))).toEqual(['BUG: scheduling while atomic in corrupted'])
})

test('where all that is left of a trace is generic, the place it returns to names the crash', () => {
  const fault = 'Unable to handle kernel paging request at virtual address ffff000012345678'
  const stood = ['Internal error: Oops: 96000004 [#1] SMP', 'pc : __memcpy+0x10/0x20', 'lr : widget_copy+0x10/0x20']
  expect(titlesOf([fault, ...stood])).toEqual(['BUG: unable to handle kernel paging request in widget_copy'])
  expect(titlesOf([fault, ...stood, 'Call trace:', ' __memcpy+0x10/0x20', ' widget_load+0x10/0x20'])).toEqual([
    'BUG: unable to handle kernel paging request in widget_load'
  ])
})
