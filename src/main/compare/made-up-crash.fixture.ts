import type { ParsedLog } from '../../shared/model/report.ts'
import type { ComparedReport } from './side.ts'

/** A made-up use-after-free on x86_64, as a console prints it. */
export const madeUpCrash = `[   12.345678][ T5822] ==================================================================
[   12.345700][ T5822] BUG: KASAN: slab-use-after-free in og_ring_put+0x1c/0x80
[   12.345710][ T5822] Read of size 8 at addr ffff888012acfc20 by task syz.3.17/5822
[   12.345720][ T5822]
[   12.345730][ T5822] CPU: 1 UID: 0 PID: 5822 Comm: syz.3.17 Not tainted 6.15.0-rc7-00142-g4856ebd99715 #7 PREEMPT(full)
[   12.345740][ T5822] Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2-1 04/01/2014
[   12.345750][ T5822] Call Trace:
[   12.345760][ T5822]  <TASK>
[   12.345770][ T5822]  dump_stack_lvl+0x116/0x1f0
[   12.345780][ T5822]  print_report+0xc3/0x670
[   12.345790][ T5822]  kasan_report+0xe0/0x110
[   12.345800][ T5822]  og_ring_put+0x1c/0x80
[   12.345810][ T5822]  og_dev_release+0x42/0x90
[   12.345820][ T5822]  __fput+0x3ff/0xb70
[   12.345830][ T5822]  task_work_run+0x14d/0x240
[   12.345840][ T5822]  __x64_sys_exit_group+0x3e/0x50
[   12.345850][ T5822]  do_syscall_64+0xcd/0x4c0
[   12.345860][ T5822]  entry_SYSCALL_64_after_hwframe+0x77/0x7f
[   12.345870][ T5822]  </TASK>
[   12.345880][ T5822]
[   12.345890][ T5822] Allocated by task 5822:
[   12.345900][ T5822]  kasan_save_stack+0x33/0x60
[   12.345910][ T5822]  __kasan_kmalloc+0xaa/0xb0
[   12.345920][ T5822]  og_ring_new+0x55/0x120
[   12.345930][ T5822]  og_dev_open+0x31/0x70
[   12.345940][ T5822]  do_dentry_open+0x744/0x1c10
[   12.345950][ T5822]
[   12.345960][ T5822] Freed by task 5822:
[   12.345970][ T5822]  kasan_save_stack+0x33/0x60
[   12.345980][ T5822]  kfree+0x2b4/0x4d0
[   12.345990][ T5822]  og_ring_free+0x21/0x40
[   12.346000][ T5822]  og_dev_ioctl+0x99/0x200
[   12.346010][ T5822]  __x64_sys_ioctl+0x18b/0x210
[   12.346020][ T5822]
[   12.346030][ T5822] The buggy address belongs to the object at ffff888012acfc00
[   12.346040][ T5822]  which belongs to the cache kmalloc-64 of size 64
[   12.346050][ T5822] The buggy address is located 32 bytes inside of
[   12.346060][ T5822]  freed 64-byte region [ffff888012acfc00, ffff888012acfc40)
[   12.346070][ T5822] Memory state around the buggy address:
[   12.346080][ T5822]  ffff888012acfb00: fa fb fb fb fb fb fb fb fc fc fc fc fc fc fc fc
[   12.346090][ T5822] >ffff888012acfc00: fa fb fb fb fb fb fb fb fc fc fc fc fc fc fc fc
[   12.346100][ T5822]                                ^
[   12.346110][ T5822]  ffff888012acfc80: fa fb fb fb fb fb fb fb fc fc fc fc fc fc fc fc
[   12.346120][ T5822] ==================================================================
[   12.346130][ T5822] Modules linked in: og_ring ext4 loop
`

/** The first report of a text, as a parser reads it, with its raw lines. */
export const sideOf = (text: string, parse: (bytes: Uint8Array) => ParsedLog): ComparedReport => {
  const report = parse(Buffer.from(text)).reports[0]
  if (report === undefined) throw new Error('The text of the test holds no crash.')
  const lines = text.split('\n')
  return { report, rawLine: (line) => lines[line - 1] }
}
