import type { HeldLock, Lock, LockPlace } from '../../shared/model/locks.ts'
import type { Report } from '../../shared/model/report.ts'
import { factItems, type OutlineGroup, type OutlineItem } from './outline-group.ts'
import { taskText } from './task-text.ts'

const lockText = ({ name, usage }: Lock): string => (usage === null ? name : `${name} {${usage}}`)

const placeText = ({ function: name, module, source }: LockPlace): string =>
  `${name}${module === null ? '' : ` [${module}]`}${source === null ? '' : ` ${source.file}:${source.line ?? ''}`}`

const heldText = ({ lock, at }: HeldLock): string =>
  at === null ? lockText(lock) : `${lockText(lock)} at ${placeText(at)}`

const roleNames = { wanted: 'Wanted', held: 'Held', released: 'Released', other: 'Other' } as const

const lockdepGroup = ({ locks }: Report): OutlineGroup => {
  const { named, order, spinlock } = locks
  return {
    id: 'locks',
    title: 'Locks',
    summary: '',
    layout: 'facts',
    open: true,
    items: [
      ...named.map(({ role, lock }, index) => ({
        kind: 'fact' as const,
        id: `locks/named-${index}`,
        line: lock.span.line,
        name: roleNames[role],
        value: heldText(lock)
      })),
      ...factItems('locks', [
        ['Order', order, order?.value.join(' → ') ?? ''],
        [
          'Spinlock',
          spinlock,
          spinlock
            ? `${spinlock.value.name}, magic ${spinlock.value.magic}, owner ${spinlock.value.owner} on CPU ${spinlock.value.ownerCpu ?? '?'}`
            : ''
        ]
      ])
    ]
  }
}

const scenarioGroup = ({ locks }: Report): OutlineGroup => ({
  id: 'scenario',
  title: 'Unsafe scenario',
  summary: '',
  layout: 'facts',
  open: true,
  items: locks.scenario.map((step, index): OutlineItem => ({
    kind: 'fact',
    id: `scenario/${index}`,
    line: step.span.line,
    name: step.cpu === null ? 'Then' : `CPU ${step.cpu}`,
    value: step.action
  }))
})

const heldGroup = ({ locks }: Report): OutlineGroup => {
  const holders = locks.holders.filter(({ count }) => count > 0)
  const count = holders.reduce((sum, holder) => sum + holder.count, 0)
  return {
    id: 'held-locks',
    title: 'Held locks',
    summary: `${count} by ${holders.length} ${holders.length === 1 ? 'task' : 'tasks'}`,
    layout: 'facts',
    open: holders.length <= 3,
    items: holders.flatMap((holder, at) => [
      {
        kind: 'fact' as const,
        id: `held-locks/${at}`,
        line: holder.span.line,
        name: 'Task',
        value: `${taskText(holder.command, holder.pid)}, ${holder.count} ${holder.count === 1 ? 'lock' : 'locks'}`
      },
      ...holder.locks.map((held, index) => ({
        kind: 'fact' as const,
        id: `held-locks/${at}/${index}`,
        line: held.span.line,
        name: `#${held.index ?? index}`,
        value: heldText(held)
      }))
    ])
  }
}

/** What lockdep says: which lock is wanted and held, how it goes wrong, who holds what. */
export const lockGroups = (report: Report): readonly OutlineGroup[] => [
  lockdepGroup(report),
  scenarioGroup(report),
  heldGroup(report)
]
