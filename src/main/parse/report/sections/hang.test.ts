import { describe, expect, it } from 'vitest'
import { parsedReport } from '../../../../../tests/builders/parsed-report.ts'

const trace = `Call Trace:
 <TASK>
 __schedule+0x505/0xc00
 dock_wait+0x4f/0x80
 dock_ioctl+0x10/0x20
 </TASK>
`

describe('hung tasks', () => {
  it('have the wait, the state and the stack below it', () => {
    const report = parsedReport(`INFO: task crane/2:41 blocked for more than 143 seconds.
      Tainted: G           OE      6.12.9 #1 Wharf 6.12.9-1
"echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
task:crane/2         state:D stack:26848 pid:41    tgid:40    ppid:2      task_flags:0x208040 flags:0x00004000
${trace}`)
    expect(report.hang.tasks).toMatchObject([
      {
        command: 'crane/2',
        pid: 41,
        tgid: 40,
        ppid: 2,
        state: 'D',
        stackFree: 26848,
        flags: '00004000',
        blockedSeconds: 143,
        blockedBy: null,
        stack: 0
      }
    ])
    expect(report.facts.kernel?.value).toBe('6.12.9')
    expect(report.facts.taint?.value.map(({ letter }) => letter)).toEqual(['O', 'E'])
  })
  it('say who holds the mutex', () => {
    const { hang } = parsedReport(`INFO: task crane:41 blocked for more than 122 seconds.
      Not tainted 6.16.0 #1
INFO: task crane:41 is blocked on a mutex likely owned by task winch:44.
task:crane           state:D stack:0     pid:41    tgid:41    ppid:2      flags:0x00004000
${trace}`)
    expect(hang.tasks[0]?.blockedBy).toEqual({ command: 'winch', pid: 44 })
  })
  it('of 4.x have their state in columns', () => {
    const { hang } = parsedReport(`INFO: task crane:41 blocked for more than 120 seconds.
      Not tainted 4.19.0 #1
"echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
crane           D27384    41      2 0x80000000
${trace}`)
    expect(hang.tasks).toMatchObject([{ pid: 41, ppid: 2, state: 'D', stackFree: 27384, flags: '80000000' }])
  })
})

describe('lockups', () => {
  it('soft', () => {
    const { hang } = parsedReport(`watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [crane/1:41]
CPU: 3 PID: 41 Comm: crane/1 Not tainted 6.9.1 #4
RIP: 0010:dock_poll+0x9/0x20
${trace}`)
    expect(hang.lockup?.value).toEqual({ kind: 'soft', cpu: 3, seconds: 22, command: 'crane/1', pid: 41 })
  })
  it('of a pool of workers', () => {
    const { hang } = parsedReport(`BUG: workqueue lockup - pool cpus=1 node=0 flags=0x0 nice=0 stuck for 34s!
Showing busy workqueues and worker pools:
workqueue events: flags=0x0
`)
    expect(hang.lockup?.value).toMatchObject({ kind: 'workqueue', cpu: 1, seconds: 34 })
  })
})

describe('RCU stalls', () => {
  it('since 4.20, each line with its tag', () => {
    const { hang } = parsedReport(`rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
rcu: 	1-....: (997 ticks this GP) idle=609c/1/0x4000000000000000 softirq=184/185 fqs=498
rcu: 	3-...!: (2 GPs behind) idle=1234/0/0x0 softirq=90/91 fqs=1
rcu: 	Tasks blocked on level-0 rcu_node (CPUs 0-3): P5822/1:b..l P77
rcu: 	(detected by 0, t=10502 jiffies, g=-839, q=212 ncpus=4)
Sending NMI from CPU 0 to CPUs 1:
NMI backtrace for cpu 1
CPU: 1 PID: 41 Comm: crane Not tainted 6.9.1 #4
RIP: 0010:dock_poll+0x9/0x20
${trace}rcu: rcu_preempt kthread starved for 10000 jiffies! g-839 f0x0 RCU_GP_WAIT_FQS(5) ->state=0x0 ->cpu=2
`)
    expect(hang.rcu?.value).toMatchObject({
      flavor: 'rcu_preempt',
      self: false,
      expedited: false,
      jiffies: 10502,
      gracePeriod: -839,
      callbacks: 212,
      tasks: [5822, 77],
      starved: { value: { jiffies: 10000, state: '0x0', cpu: 2 } }
    })
    expect(hang.rcu?.value.cpus).toMatchObject([
      { cpu: 1, ticks: 997, behind: null, idle: '609c/1/0x4000000000000000', softirq: '184/185', fqs: 498 },
      { cpu: 3, ticks: null, behind: 2, idle: '1234/0/0x0', softirq: '90/91', fqs: 1 }
    ])
  })
  it('of the CPU itself, as 4.9 says it', () => {
    const { hang } = parsedReport(`INFO: rcu_sched self-detected stall on CPU
	1-...: (20999 ticks this GP) idle=b77/140000000000001/0 softirq=3191/3191 fqs=5249
	 (t=21000 jiffies g=1083 c=1082 q=12)
CPU: 1 PID: 41 Comm: crane Not tainted 4.9.1 #4
${trace}`)
    expect(hang.rcu?.value).toMatchObject({
      flavor: 'rcu_sched',
      self: true,
      jiffies: 21000,
      gracePeriod: 1083,
      callbacks: 12
    })
    expect(hang.rcu?.value.cpus).toMatchObject([{ cpu: 1, ticks: 20999, fqs: 5249 }])
  })
  it('in one line, as 3.x says it', () => {
    const { hang } = parsedReport(`INFO: rcu_sched self-detected stall on CPU { 1}  (t=2100 jiffies g=98 c=97 q=60)
CPU: 1 PID: 41 Comm: crane Not tainted 3.16.1 #4
${trace}`)
    expect(hang.rcu?.value).toMatchObject({ jiffies: 2100, gracePeriod: 98, cpus: [{ cpu: 1, ticks: null }] })
  })
})
