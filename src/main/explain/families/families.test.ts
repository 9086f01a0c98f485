import { describe, expect, test } from 'vitest'
import { explained, machine, registersX86, trace } from '../../../../tests/builders/explained.ts'

const called = trace('zoo_open+0x2a/0x90', 'do_dentry_open+0x100/0x400', 'do_syscall_64+0x4b/0x110')

const kasan = `
==================================================================
BUG: KASAN: slab-use-after-free in zoo_open+0x2a/0x90 drivers/zoo/open.c:12
Read of size 8 at addr ffff888012345628 by task quokka/321

${machine()}
Call Trace:
 <TASK>
 dump_stack_lvl+0x116/0x1b0
 print_report+0xc1/0x630
 kasan_report+0x96/0xd0
 zoo_open+0x2a/0x90 drivers/zoo/open.c:12
 do_dentry_open+0x100/0x400
 </TASK>

Allocated by task 300:
 kasan_save_stack+0x24/0x50
 __kasan_kmalloc+0x8f/0xa0
 kmalloc_noprof include/linux/slab.h:901 [inline]
 zoo_make+0x30/0x60 drivers/zoo/make.c:5

Freed by task 301:
 kasan_save_stack+0x24/0x50
 __kasan_slab_free+0x54/0x70
 kfree+0x14d/0x550
 zoo_drop+0x46/0x70 drivers/zoo/drop.c:9

The buggy address belongs to the object at ffff888012345600
 which belongs to the cache kmalloc-192 of size 192
The buggy address is located 40 bytes inside of
 freed 192-byte region [ffff888012345600, ffff8880123456c0)

Memory state around the buggy address:
 ffff888012345500: fc fc fc fc fc fc fc fc fc fc fc fc fc fc fc fc
>ffff888012345600: fa fb fb fb fb[fb]fb fb fb fb fb fb fb fb fb fb
                                  ^
==================================================================`

describe('KASAN', () => {
  test('use after free: how far inside which object, who freed it', () => {
    const { sentence, texts } = explained(kasan)
    expect(sentence?.text).toBe(
      'KASAN: slab-use-after-free, read of 8 bytes at 0xffff888012345628, in zoo_open() at drivers/zoo/open.c:12, ' +
        '40 bytes inside a freed 192-byte object of the cache kmalloc-192, freed by task 301 in zoo_drop(), task quokka, kernel 6.15-rc7'
    )
    expect(texts).toContain('The object was allocated by task 300 in zoo_make() at drivers/zoo/make.c:5')
    expect(texts).toContain('The object was freed by task 301 in zoo_drop() at drivers/zoo/drop.c:9')
    expect(texts).toContain('The shadow byte of the address is fb: a freed slab object')
  })

  test('without the object nothing is said of one', () => {
    const cut = kasan.slice(0, kasan.indexOf('Allocated by'))
    const { sentence, claims } = explained(cut)
    expect(sentence?.text).toBe(
      'KASAN: slab-use-after-free, read of 8 bytes at 0xffff888012345628, in zoo_open() at drivers/zoo/open.c:12, task quokka, kernel 6.15-rc7'
    )
    expect(claims.filter(({ kind }) => kind === 'object')).toEqual([])
  })
})

const cases: readonly {
  readonly name: string
  readonly log: string
  readonly says: string
  readonly claims?: readonly string[]
}[] = [
  {
    name: 'WARN with a message above',
    log: `------------[ cut here ]------------
refcount_t: underflow; use-after-free.
WARNING: CPU: 0 PID: 321 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110 lib/refcount.c:28
Modules linked in:
${machine()}
RIP: 0010:refcount_warn_saturate+0xba/0x110 lib/refcount.c:28
Code: 48 89 fb 48 8b 43 08 <0f> 0b e9 11 22 33 44
${registersX86({})}
${called}
---[ end trace 0000000000000000 ]---`,
    says: 'WARNING at lib/refcount.c:28: refcount_t: underflow; use-after-free, in refcount_warn_saturate(), called from zoo_open(), task quokka, kernel 6.15-rc7',
    claims: ['ud2 is how BUG() and WARN() stop the CPU']
  },
  {
    name: 'circular locking',
    log: `======================================================
WARNING: possible circular locking dependency detected
6.15.0-rc7-zoo #3 Not tainted
------------------------------------------------------
quokka/321 is trying to acquire lock:
ffff888104a1f0a8 (&cage->lock){+.+.}-{4:4}, at: zoo_open+0x2a/0x90 drivers/zoo/open.c:12

but task is already holding lock:
ffffffff8e1a2b60 (zoo_mutex){+.+.}-{4:4}, at: zoo_ioctl+0x1c/0x40 drivers/zoo/main.c:31

which lock already depends on the new lock.


the existing dependency chain (in reverse order) is:

-> #1 (zoo_mutex){+.+.}-{4:4}:
       lock_acquire+0x1b1/0x560
       zoo_register+0x30/0x90

stack backtrace:
${machine()}
${called}`,
    says: 'Possible circular locking dependency: quokka takes (&cage->lock) in zoo_open() while it holds (zoo_mutex) in zoo_ioctl(), kernel 6.15-rc7'
  },
  {
    name: 'hung task',
    log: `INFO: task quokka:321 blocked for more than 143 seconds.
      Not tainted 6.15.0-rc7-zoo #3
"echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
task:quokka          state:D stack:28272 pid:321   tgid:321   ppid:1      task_flags:0x400140 flags:0x00004006
Call Trace:
 <TASK>
 __schedule+0x116a/0x5de0
 schedule+0xe7/0x3a0
 schedule_preempt_disabled+0x13/0x30
 __mutex_lock+0x6c7/0xb90
 zoo_open+0x2a/0x90 drivers/zoo/open.c:12
 do_dentry_open+0x100/0x400
 </TASK>`,
    says: 'Task hung: quokka (pid 321) has been blocked for more than 143 seconds, in zoo_open() at drivers/zoo/open.c:12'
  },
  {
    name: 'RCU stall',
    log: `rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
rcu: 	1-...!: (1 GPs behind) idle=4de4/1/0x4000000000000000 softirq=11238/11238 fqs=0
rcu: 	(detected by 0, t=10502 jiffies, g=13217, q=742 ncpus=2)
Sending NMI from CPU 0 to CPUs 1:
rcu: rcu_preempt kthread starved for 10502 jiffies! g13217 f0x0 RCU_GP_WAIT_FQS(5) ->state=0x0 ->cpu=1
rcu: RCU grace-period kthread stack dump:
task:rcu_preempt     state:R  running task     stack:28552 pid:16
Call Trace:
 <TASK>
 __schedule+0x116a/0x5de0
 schedule_timeout+0x123/0x290
 </TASK>`,
    says: 'RCU stall on CPU 1: rcu_preempt has waited 10502 jiffies for a grace period to end',
    claims: ['The grace-period thread rcu_preempt got no CPU for 10502 jiffies']
  },
  {
    name: 'RCU stall of several CPUs, noticed in an interrupt',
    log: `rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
rcu: 	1-...!: (1 GPs behind) idle=4de4/1/0x4000000000000000 softirq=11238/11238 fqs=0
rcu: 	3-...!: (1 GPs behind) idle=4de4/1/0x4000000000000000 softirq=11238/11238 fqs=0
rcu: 	(detected by 0, t=10502 jiffies, g=13217, q=742 ncpus=4)
${machine()}
Call Trace:
 <IRQ>
 rcu_sched_clock_irq+0x116/0x5de
 </IRQ>`,
    says: 'RCU stall on CPUs 1 and 3: rcu_preempt has waited 10502 jiffies for a grace period to end',
    claims: []
  },
  {
    name: 'hard lockup, told of in a warning',
    log: `WARNING: at kernel/watchdog.c:245 watchdog_overflow_callback+0x98/0xc0()
Watchdog detected hard LOCKUP on cpu 3
${machine()}
Call Trace:
 <NMI>  [<ffffffff810daa68>] watchdog_overflow_callback+0x98/0xc0
 <<EOE>>  [<ffffffff81000120>] zoo_spin+0x20/0x50
 [<ffffffff81000220>] zoo_open+0x20/0x50`,
    says: 'Hard lockup: CPU 3 takes no interrupts, in zoo_spin()',
    claims: []
  },
  {
    name: 'entry of a function, of powerpc before ELFv2',
    log: `Unable to handle kernel paging request for data at address 0x00000018
Oops: Kernel access of bad area, sig: 11 [#1]
NIP [c000000000100012] .zoo_open+0x12/0x40
Call Trace:
[c000000003a0b9f0] [c000000000100220] .zoo_feed+0x20/0x50`,
    says: 'NULL pointer dereference: address 0x18, in zoo_open()'
  },
  {
    name: 'soft lockup',
    log: `watchdog: BUG: soft lockup - CPU#1 stuck for 134s! [quokka:321]
Modules linked in:
${machine()}
RIP: 0010:zoo_spin+0x10/0x20 drivers/zoo/spin.c:4
${registersX86({})}
${called}`,
    says: 'Soft lockup: CPU 1 has run quokka (pid 321) for 134 seconds without scheduling, in zoo_spin() at drivers/zoo/spin.c:4'
  },
  {
    name: 'sleep in atomic context',
    log: `BUG: sleeping function called from invalid context at kernel/locking/mutex.c:579
in_atomic(): 1, irqs_disabled(): 0, non_block: 0, pid: 321, name: quokka
preempt_count: 1, expected: 0
RCU nest depth: 0, expected: 0
Preemption disabled at:
[<ffffffff81a2b3c4>] zoo_lock+0x14/0x30
${machine()}
${called}`,
    says: 'A function that may sleep was called in atomic context, at kernel/locking/mutex.c:579',
    claims: ['Preemption was disabled at zoo_lock+0x14/0x30']
  },
  {
    name: 'memory leak',
    log: `BUG: memory leak
unreferenced object 0xffff888104a1f000 (size 128):
  comm "quokka", pid 321, jiffies 4294944712
  hex dump (first 32 bytes):
    00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................
  backtrace (crc 0):
    kmalloc_noprof include/linux/slab.h:901 [inline]
    zoo_make+0x30/0x60 drivers/zoo/make.c:5
    zoo_open+0x2a/0x90`,
    says: 'Memory leak: 128 bytes that nothing points to, in zoo_make() at drivers/zoo/make.c:5, task quokka'
  },
  {
    name: 'panic',
    log: `Kernel panic - not syncing: zoo: all cages are open
${machine()}
${called}`,
    says: 'Kernel panic: zoo: all cages are open'
  },
  {
    name: 'data race',
    log: `==================================================================
BUG: KCSAN: data-race in zoo_count / zoo_open

write to 0xffff888104a1f0a8 of 4 bytes by task 321 on cpu 1:
 zoo_open+0x2a/0x90
 do_dentry_open+0x100/0x400

read to 0xffff888104a1f0a8 of 4 bytes by task 322 on cpu 0:
 zoo_count+0x10/0x20
 zoo_ioctl+0x1c/0x40

value changed: 0x00000001 -> 0x00000002

Reported by Kernel Concurrency Sanitizer on:
${machine()}`,
    says: 'KCSAN: data-race between zoo_count() and zoo_open()',
    claims: ['Write of 4 bytes by task 321 on CPU 1', 'The value changed from 0x00000001 to 0x00000002 meanwhile']
  },
  {
    name: 'undefined behaviour',
    log: `------------[ cut here ]------------
UBSAN: array-index-out-of-bounds in drivers/zoo/cage.c:44:12
index 9 is out of range for type 'struct animal *[8]'
${machine()}
${called}
---[ end trace ]---`,
    says: "UBSAN: array-index-out-of-bounds at drivers/zoo/cage.c:44: index 9 is out of range for type 'struct animal *[8]'"
  }
]

test.each(cases)('$name', ({ log, says, claims = [] }) => {
  const { sentence, texts } = explained(log)
  expect(sentence?.text.slice(0, says.length)).toBe(says)
  for (const claim of claims) expect(texts).toContain(claim)
})
