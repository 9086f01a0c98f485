import type { Hang, RcuStall, StalledCpu, TaskState } from '../../shared/model/hang.ts'
import type { Report } from '../../shared/model/report.ts'
import { factItems, type OutlineGroup } from './outline-group.ts'
import { taskText } from './task-text.ts'

const secondsText = (count: number): string => `${count} ${count === 1 ? 'second' : 'seconds'}`

const list = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(', ')

const lockupText = ({ kind, cpu, seconds, command, pid }: NonNullable<Hang['lockup']>['value']): string =>
  list(
    kind,
    cpu === null ? null : `CPU ${cpu}`,
    seconds === null ? null : secondsText(seconds),
    command === null ? null : taskText(command, pid)
  )

const stallText = ({ flavor, self, expedited, jiffies }: RcuStall): string =>
  list(
    flavor,
    self ? 'noticed by the CPU itself' : null,
    expedited ? 'expedited' : null,
    jiffies === null ? null : `${jiffies} jiffies`
  )

const cpuText = ({ ticks, behind, idle, softirq, fqs }: StalledCpu): string =>
  list(
    ticks === null ? null : `${ticks} ticks`,
    behind === null ? null : `${behind} grace periods behind`,
    idle === null ? null : `idle ${idle}`,
    softirq === null ? null : `softirq ${softirq}`,
    fqs === null ? null : `fqs ${fqs}`
  )

const blockedText = ({ command, blockedSeconds, blockedBy }: TaskState): string =>
  list(
    command,
    blockedSeconds === null ? null : `blocked for ${secondsText(blockedSeconds)}`,
    blockedBy === null ? null : `by ${taskText(blockedBy.command, blockedBy.pid)}`
  )

const stallGroup = ({ hang }: Report): OutlineGroup => {
  const { rcu, lockup } = hang
  const stall = rcu?.value ?? null
  const grace =
    stall === null || stall.gracePeriod === null
      ? ''
      : list(
          String(stall.gracePeriod),
          stall.callbacks === null ? null : `${stall.callbacks} callbacks wait`,
          stall.tasks.length === 0 ? null : `held up by ${stall.tasks.join(' ')}`
        )
  return {
    id: 'stall',
    title: 'Stall',
    summary: '',
    layout: 'facts',
    open: true,
    items: [
      ...factItems('stall', [
        ['Lockup', lockup, lockup ? lockupText(lockup.value) : ''],
        ['RCU', rcu, stall === null ? '' : stallText(stall)],
        ['Grace period', rcu, grace],
        [
          'Starved',
          stall?.starved ?? null,
          stall?.starved
            ? list(
                `kthread for ${stall.starved.value.jiffies} jiffies`,
                stall.starved.value.cpu === null ? null : `CPU ${stall.starved.value.cpu}`
              )
            : ''
        ]
      ]),
      ...(stall?.cpus ?? []).map((cpu, index) => ({
        kind: 'fact' as const,
        id: `stall/cpu-${index}`,
        line: cpu.span.line,
        name: `CPU ${cpu.cpu}`,
        value: cpuText(cpu)
      }))
    ]
  }
}

const taskGroup = ({ hang }: Report): OutlineGroup => ({
  id: 'tasks',
  title: 'Tasks',
  summary: String(hang.tasks.length),
  layout: 'facts',
  open: hang.tasks.length <= 8,
  items: hang.tasks.map((task, index) => ({
    kind: 'fact',
    id: `tasks/${index}`,
    line: task.span.line,
    name: list(String(task.pid), task.state),
    value: blockedText(task)
  }))
})

/** What holds the kernel up: a lockup, an RCU stall, tasks that wait. */
export const hangGroups = (report: Report): readonly OutlineGroup[] => [stallGroup(report), taskGroup(report)]
