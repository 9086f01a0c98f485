import { describe, expect, it } from 'vitest'
import { parsedReport, textAt } from '../../../../../tests/builders/parsed-report.ts'
import { readLock } from './locks.ts'

const circular = `======================================================
WARNING: possible circular locking dependency detected
6.9.1 #4 Tainted: G        W
------------------------------------------------------
crane/39 is trying to acquire lock:
ffff888104a1b0a8 (&dock->lock){+.+.}-{3:3}, at: dock_enter+0x2a/0x30 [wharf]

but task is already holding lock:
ffff888104a1b168 (&crane->mutex/1){+.+.}-{3:3}, at: crane_lift+0x12/0x30 drivers/wharf/crane.c:41

which lock already depends on the new lock.


the existing dependency chain (in reverse order) is:

-> #1 (&crane->mutex/1){+.+.}-{3:3}:
       lock_acquire+0x15c/0x3e0
       crane_swing+0x2a/0x30 [wharf]
       kthread+0x17e/0x1b0

-> #0 (&dock->lock){+.+.}-{3:3}:
       lock_acquire+0x15c/0x3e0
       dock_enter+0x2a/0x30 [wharf]
       kthread+0x17e/0x1b0

other info that might help us debug this:

Chain exists of:
  &dock->lock --> wharf_sem --> &crane->mutex/1

 Possible unsafe locking scenario:

       CPU0                    CPU1
       ----                    ----
  lock(&crane->mutex/1);
                               lock(wharf_sem);
                               <Interrupt>
  lock(&dock->lock);

 *** DEADLOCK ***

2 locks held by crane/39:
 #0: ffff888104a1b168 (&crane->mutex/1){+.+.}-{3:3}, at: crane_lock drivers/wharf/crane.c:12 [inline]
 #0: ffff888104a1b168 (&crane->mutex/1){+.+.}-{3:3}, at: crane_lift+0x12/0x30 drivers/wharf/crane.c:41
 #1: ffffffff8a1b1c40 (rcu_read_lock){....}-{1:2}, at: crane_lift+0x1a/0x30 drivers/wharf/crane.c:44

stack backtrace:
CPU: 0 UID: 0 PID: 39 Comm: crane Tainted: G        W          6.9.1 #4
Call Trace:
 <TASK>
 dump_stack_lvl+0x5d/0x80
 print_circular_bug+0x193/0x1e2
 dock_enter+0x2a/0x30 [wharf]
 kthread+0x17e/0x1b0
 </TASK>
`

describe('a circular dependency', () => {
  const report = parsedReport(circular)
  const { locks } = report

  it('says which lock is wanted and which is held, and where each was taken', () => {
    expect(locks.named.map(({ role, lock }) => [role, lock.lock.name, lock.lock.address, lock.at?.function])).toEqual([
      ['wanted', '&dock->lock', 'ffff888104a1b0a8', 'dock_enter'],
      ['held', '&crane->mutex/1', 'ffff888104a1b168', 'crane_lift']
    ])
    expect(locks.named[0]?.lock.at).toEqual({
      function: 'dock_enter',
      offset: 0x2a,
      size: 0x30,
      module: 'wharf',
      source: null
    })
    expect(locks.named[1]?.lock.at?.source).toEqual({ file: 'drivers/wharf/crane.c', line: 41 })
  })
  it('has each link of the chain with its stack', () => {
    expect(locks.chain.map(({ index, lock }) => [index, lock.name])).toEqual([
      [1, '&crane->mutex/1'],
      [0, '&dock->lock']
    ])
    const functions = locks.chain.map(({ stack }) => report.stacks[stack ?? -1]?.frames[1]?.function)
    expect(functions).toEqual(['crane_swing', 'dock_enter'])
    expect(locks.order?.value).toEqual(['&dock->lock', 'wharf_sem', '&crane->mutex/1'])
  })
  it('puts the crash first among the stacks', () => {
    expect(report.stacks.map(({ kind }) => kind)).toEqual(['crash', 'lock', 'lock'])
    expect(report.stacks[0]?.frames.at(-1)?.function).toBe('kthread')
  })
  it('tells the CPUs of the scenario by their columns', () => {
    expect(locks.scenario.map(({ cpu, action }) => [cpu, action])).toEqual([
      [0, 'lock(&crane->mutex/1)'],
      [1, 'lock(wharf_sem)'],
      [1, '<Interrupt>'],
      [0, 'lock(&dock->lock)']
    ])
    expect(locks.scenario[1] && textAt(circular, locks.scenario[1].span)).toBe('lock(wharf_sem);')
  })
  it('takes a lock that the symbolizer printed twice for one', () => {
    expect(locks.holders).toHaveLength(1)
    const [holder] = locks.holders
    expect([holder?.command, holder?.pid, holder?.count]).toEqual(['crane', 39, 2])
    expect(holder?.locks.map(({ index, lock, at }) => [index, lock.name, at?.source?.line])).toEqual([
      [0, '&crane->mutex/1', 41],
      [1, 'rcu_read_lock', 44]
    ])
  })
  it('takes taint and kernel of the line that lockdep starts with', () => {
    expect(report.kernel).toBe('6.9.1')
    expect(report.facts.taint?.value.map(({ letter, name }) => [letter, name])).toEqual([['W', 'WARN']])
  })
})

describe('locks as other kernels print them', () => {
  it.each([
    [
      '4.4, with all of the usage and an address of code',
      '(&(&dock->lock)->rlock){+.+...}, at: [<ffffffff810a1b2c>] dock_enter+0x2a/0x30',
      { address: null, name: '&(&dock->lock)->rlock', usage: '+.+...', waitTypes: null }
    ],
    [
      '4.15, an address hashed',
      '000000007cacd2b6 (rcu_read_lock){....}, at: debug_show_all_locks+0x28/0x260',
      { address: '000000007cacd2b6', name: 'rcu_read_lock', usage: '....', waitTypes: null }
    ],
    [
      '32 bits',
      'd4c9b550 (device_state_lock){....}-{2:2}, at: usb_set_device_state (??:?) ',
      { address: 'd4c9b550', name: 'device_state_lock', usage: '....', waitTypes: '2:2' }
    ],
    [
      'a work item',
      'ffffc9000858fda8 ((work_completion)(&(&crane->work)->work)){+.+.}-{0:0}, at: process_one_work+0x1/0x2',
      { address: 'ffffc9000858fda8', name: '(work_completion)(&(&crane->work)->work)', usage: '+.+.', waitTypes: '0:0' }
    ]
  ])('%s', (_, text, lock) => expect(readLock(text)).toEqual(lock))

  it('is not taken from words in brackets', () => {
    expect(readLock('other info (if any) that might help')).toBeNull()
  })
})

describe('other lock reports', () => {
  it('of a lock that is let go twice', () => {
    const { locks } = parsedReport(`WARNING: bad unlock balance detected!
6.9.1 #4 Not tainted
-------------------------------------
crane/39 is trying to release lock (&dock->lock) at:
[<ffffffff810a1b2c>] dock_leave+0x2a/0x30
but there are no more locks to release!

other info that might help us debug this:
1 lock held by crane/39, last CPU#3:
 #0: ffff888104a1b168 (wharf_sem){+.+.}-{3:3}, at: dock_leave+0x12/0x30

stack backtrace:
CPU: 0 PID: 39 Comm: crane Not tainted 6.9.1 #4
Call Trace:
 dock_leave+0x2a/0x30
 kthread+0x17e/0x1b0
`)
    expect(locks.named).toMatchObject([{ role: 'released', lock: { lock: { name: '&dock->lock' } } }])
    expect(locks.holders).toMatchObject([{ command: 'crane', pid: 39, count: 1, locks: [{ index: 0 }] }])
  })
  it('of a spinlock with a wrong owner', () => {
    const { locks } = parsedReport(`BUG: spinlock bad magic on CPU#1, crane/39
 lock: dock_table+0x40/0x80, .magic: 00000000, .owner: <none>/-1, .owner_cpu: -1
CPU: 1 PID: 39 Comm: crane Not tainted 6.9.1 #4
Call Trace:
 dock_leave+0x2a/0x30
 kthread+0x17e/0x1b0
`)
    expect(locks.spinlock?.value).toEqual({
      name: 'dock_table+0x40/0x80',
      magic: '00000000',
      owner: '<none>/-1',
      ownerCpu: -1
    })
  })
})
