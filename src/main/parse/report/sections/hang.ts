import type { Hang } from '../../../../shared/model/hang.ts'
import type { Line } from '../../lines/line.ts'
import { spanOf } from '../../lines/place.ts'
import { createRcuReader } from './rcu.ts'
import { longestRead, type SectionReader, wholeNumber } from './section.ts'
import { createTaskReader } from './tasks.ts'

type Lockup = NonNullable<Hang['lockup']>['value']

/** kernel/watchdog.c: `BUG: soft lockup - CPU#1 stuck for 22s! [kworker/1:1:36]`; `hard LOCKUP on cpu 3`. */
const soft = /soft lockup - CPU#(\d{1,5}) stuck for (\d{1,8})s! \[(.{1,64}):(\d{1,10})\]/
const hard = /hard LOCKUP on cpu ?(\d{1,5})/
/** kernel/workqueue.c: `BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 34s!`. */
const workqueue = /workqueue lockup - pool (?:cpus=(\d{1,5}))?.{0,120} stuck for (\d{1,8})s!/

const readLockup = (text: string): Lockup | null => {
  const none = { cpu: null, seconds: null, command: null, pid: null }
  const softly = soft.exec(text)
  if (softly !== null)
    return {
      kind: 'soft',
      cpu: wholeNumber(softly[1]),
      seconds: wholeNumber(softly[2]),
      command: softly[3] ?? null,
      pid: wholeNumber(softly[4])
    }
  const hardly = hard.exec(text)
  if (hardly !== null) return { ...none, kind: 'hard', cpu: wholeNumber(hardly[1]) }
  const pool = workqueue.exec(text)
  if (pool !== null) return { ...none, kind: 'workqueue', cpu: wholeNumber(pool[1]), seconds: wholeNumber(pool[2]) }
  return null
}

/** `stackAfter` gives the index of the first stack below a line and above the next. */
export const createHangReader = (stackAfter: (line: number, before: number) => number | null): SectionReader<Hang> => {
  const tasks = createTaskReader(stackAfter)
  const rcu = createRcuReader()
  let lockup: Hang['lockup'] = null

  const takeLockup = (line: Line, text: string): void => {
    if (lockup !== null || !(text.includes('lockup') || text.includes('LOCKUP'))) return
    const value = readLockup(text)
    if (value !== null) lockup = { value, span: spanOf(line) }
  }

  return {
    take: (line, text, kind) => {
      if (text === '' || kind === 'context' || kind === 'register' || text.length > longestRead) return
      takeLockup(line, text)
      if (!rcu.take(line, text)) tasks.take(line, text)
    },
    value: () => ({ tasks: tasks.value(), rcu: rcu.value(), lockup })
  }
}
