import type { Claim } from '../../../shared/model/explanation.ts'
import type { StalledCpu } from '../../../shared/model/hang.ts'
import { claim, plural, type Match } from '../reading.ts'
import type { Family } from './family.ts'

const linesOf = (...matches: readonly (Match | null)[]): readonly number[] =>
  matches.filter((match) => match !== null).map(({ line }) => line)

/** kernel/hung_task.c: `INFO: task cat:1 blocked for more than 143 seconds.` */
export const hungTask: Family = ({ header }) => {
  const match = /INFO: task (.{1,64}):(\d{1,10}) blocked for more than (\d{1,6}) seconds/.exec(header?.text ?? '')
  if (header === null || match === null) return null
  return {
    what: `task hung: ${match[1]} (pid ${match[2]}) has been blocked for more than ${match[3]} seconds`,
    lines: [header.line],
    place: 'title',
    task: null
  }
}

/** A large machine may have hundreds. */
const mostNamed = 8

/** `0, 2 and 5`; `0, 1, 2, 3, 4, 5, 6, 7 and 24 more`. */
const listed = (cpus: readonly StalledCpu[]): string => {
  const named = cpus.slice(0, mostNamed).map(({ cpu }) => String(cpu))
  const rest = cpus.length - named.length
  const last = rest > 0 ? `${rest} more` : (named.pop() ?? '')
  return `${named.join(', ')} and ${last}`
}

/** kernel/rcu/tree_stall.h: `rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:`, `(t=10502 jiffies g=1 q=2)`. */
export const rcuStall: Family = ({ header, find, report }) => {
  const match = /INFO: (rcu\w{0,30}) (self-detected stall|detected (?:expedited )?stalls?) on CPU/.exec(
    header?.text ?? ''
  )
  if (header === null || match === null) return null
  const time = find(/\(?(?:detected by \d{1,5}, )?t=(\d{1,12}) jiffies/)
  const cpu = find(/^(?:rcu: )?\s*(\d{1,5})-[.O!]{1,4}[.oOnN!]*:/)
  const blocked = find(/Tasks blocked on level-\d rcu_node \(CPUs [\d-]{1,20}\): (.{1,160})$/)
  const starved = find(/(rcu\w{0,30}) kthread starved for (\d{1,12}) jiffies/)
  const claims: readonly Claim[] = [
    ...(blocked === null
      ? []
      : [claim('stall', `tasks that hold the grace period up: ${blocked.parts[0]?.trim()}`, [blocked.line])]),
    ...(starved === null
      ? []
      : [
          claim('stall', `the grace-period thread ${starved.parts[0]} got no CPU for ${starved.parts[1]} jiffies`, [
            starved.line
          ])
        ])
  ]
  const stalled = report.hang?.rcu?.value.cpus ?? []
  const on = stalled.length > 1 ? ` on CPUs ${listed(stalled)}` : cpu === null ? '' : ` on CPU ${cpu.parts[0]}`
  return {
    what: `RCU stall${on}: ${match[1]} has waited${time === null ? '' : ` ${time.parts[0]} jiffies`} for a grace period to end`,
    lines: [
      header.line,
      ...(stalled.length > 1 ? stalled.slice(0, mostNamed).map(({ span }) => span.line) : linesOf(cpu)),
      ...linesOf(time)
    ],
    place: 'title',
    claims
  }
}

/** kernel/watchdog.c: `watchdog: BUG: soft lockup - CPU#1 stuck for 123s! [cat:1]`, `Watchdog detected hard LOCKUP on cpu 1`. */
export const lockup: Family = ({ header, find, report }) => {
  const soft = /soft lockup - CPU#(\d{1,5}) stuck for (\d{1,6})s! \[(.{1,64}):(\d{1,10})\]/.exec(header?.text ?? '')
  if (header !== null && soft !== null)
    return {
      what: `soft lockup: CPU ${soft[1]} has run ${soft[3]} (pid ${soft[4]}) for ${soft[2]} seconds without scheduling`,
      lines: [header.line],
      place: 'trap',
      task: null
    }
  // Before 4.7 it was said below a warning.
  const hard = report.kind === 'hang' ? find(/hard LOCKUP on cpu (\d{1,5})/) : null
  return header === null || hard === null
    ? null
    : {
        what: `hard lockup: CPU ${hard.parts[0]} takes no interrupts`,
        lines: [...new Set([header.line, hard.line])],
        place: 'trap'
      }
}

/** kernel/sched/core.c, __might_resched: `in_atomic(): 1, irqs_disabled(): 0, non_block: 0, pid: 1, name: cat`. */
export const atomicSleep: Family = ({ header, find, below }) => {
  const match = /sleeping function called from invalid context at ([^\s]{1,200})/.exec(header?.text ?? '')
  const state = find(/in_atomic\(\): (\d), irqs_disabled\(\): (\d{1,3}),.*? pid: \d{1,10}, name: (.{1,64})$/)
  const disabled = below(/^Preemption disabled at:/)
  const claims: readonly Claim[] =
    disabled === null
      ? []
      : [
          claim('lock', `preemption was disabled at ${disabled.text.replace(/^\[<[0-9a-f]+>\] /, '')}`, [
            disabled.above,
            disabled.line
          ])
        ]
  if (header !== null && match !== null) {
    const why = [
      ...(state?.parts[0] === '1' ? ['in atomic context'] : []),
      ...(state !== null && state.parts[1] !== '0' ? ['with interrupts off'] : [])
    ].join(' and ')
    return {
      what: `a function that may sleep was called${why === '' ? ' where it must not' : ` ${why}`}, at ${match[1]}`,
      lines: [header.line, ...linesOf(state)],
      place: 'title',
      task: state === null ? null : { name: state.parts[2] ?? '', line: state.line },
      claims
    }
  }
  const scheduled = /BUG: scheduling while atomic: (.{1,64})\/\d{1,10}\/0x([0-9a-f]{1,8})/.exec(header?.text ?? '')
  if (header === null || scheduled === null) return null
  return {
    what: `scheduling while atomic, preempt_count 0x${scheduled[2]}`,
    lines: [header.line],
    place: 'title',
    task: { name: scheduled[1] ?? '', line: header.line },
    claims
  }
}

/** net/core/dev.c: `unregister_netdevice: waiting for lo to become free. Usage count = 2`. */
export const netdevice: Family = ({ header }) => {
  const match = /unregister_netdevice: waiting for ([^\s]{1,32}) to become free\. Usage count = (-?\d{1,10})/.exec(
    header?.text ?? ''
  )
  return header === null || match === null
    ? null
    : {
        what: `the network device ${match[1]} cannot go: it still has ${plural(match[2] ?? '', 'user')}`,
        lines: [header.line],
        place: null
      }
}
