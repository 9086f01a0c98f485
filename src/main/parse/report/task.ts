import type { Facts } from '../../../shared/model/facts.ts'
import type { LineKind } from '../../../shared/model/report.ts'
import type { Line } from '../lines/line.ts'
import { partOf } from '../lines/place.ts'

type Task = Pick<Facts, 'command' | 'pid'>

/** A name of a task: 15 characters, but kernel threads of workqueues are shown with what they do (fs/proc/array.c). */
const name = String.raw`[^\s"'](?:[^"']{0,62}?[^\s"'])?`

/** Where a report says whose crash it is, if it has no machine line: what prints it, and how. */
const tellers: readonly { readonly word: string; readonly pattern: RegExp }[] = [
  // kernel/hung_task.c: `INFO: task worker:123 blocked for more than 120 seconds.`
  { word: ' blocked', pattern: new RegExp(String.raw`^INFO: task (${name}):(\d{1,10}) blocked`) },
  // kernel/watchdog.c: `BUG: soft lockup - CPU#1 stuck for 22s! [worker:123]`
  { word: 'stuck for ', pattern: new RegExp(String.raw`stuck for \d{1,6}s! \[(${name}):(\d{1,10})\]`) },
  // kernel/locking/lockdep.c, and the checks of preemption: `worker/123 is trying to acquire lock:`
  { word: ' is ', pattern: new RegExp(String.raw`^(${name})/(\d{1,10}) is (?:trying|leaving|exiting|freeing)`) },
  { word: ' just changed ', pattern: new RegExp(String.raw`^(${name})/(\d{1,10}) just changed the state of lock`) },
  { word: ' [HC', pattern: new RegExp(String.raw`^(${name})/(\d{1,10}) \[HC\d`) },
  { word: ' atomic: ', pattern: new RegExp(String.raw`^BUG: scheduling while atomic: (${name})/(\d{1,10})/`) },
  { word: ' code: ', pattern: new RegExp(String.raw`in preemptible \[[0-9a-f]{1,16}\] code: (${name})/(\d{1,10})$`) },
  { word: ' on CPU#', pattern: new RegExp(String.raw` on CPU#\d{1,5}, (${name})/(\d{1,10})$`) },
  // kernel/sched/core.c, __might_sleep
  { word: ', name: ', pattern: new RegExp(String.raw`pid: (?<pid>\d{1,10}), name: (?<name>${name})$`) },
  // mm/kasan/report.c, mm/kfence/report.c
  { word: ' by task ', pattern: new RegExp(String.raw`^(?:Read|Write|Free) .{0,120} by task (${name})/(\d{1,10})$`) },
  // mm/kmemleak.c
  { word: 'comm "', pattern: new RegExp(String.raw`^ *comm "(${name})", pid (\d{1,10})`) },
  // mm/memory.c, print_bad_pte; mm/page_alloc.c, bad_page
  { word: ' in process ', pattern: new RegExp(String.raw`^BUG: Bad .{1,40} in process (${name}) {1,2}(?:pfn|pte):`) },
  // die() of many architectures; i386 before 2.6.30 wrote `(pid: 123, threadinfo=`
  { word: 'Process ', pattern: new RegExp(String.raw`^Process:? (${name}) {0,2}\((?:pid:)? ?(\d{1,10})[,)]`) },
  // arch/powerpc/kernel/process.c: `TASK = c0001234[123] 'worker' THREAD: c0002000`
  {
    word: 'TASK',
    pattern: new RegExp(String.raw`^TASK ?[=:] ?[0-9a-fA-F]{8,16}\[(?<pid>\d{1,10})\] '(?<name>${name})'`)
  },
  // arch/sparc and arch/alpha, die_if_kernel: `worker(7): Oops [#1]`; ia64: `worker[7]: Oops 8813272891392 [1]`
  { word: ': Oops', pattern: new RegExp(String.raw`^(${name})[([](\d{1,10})[)\]]: Oops `) },
  // arch/powerpc/xmon/xmon.c, excprint: `    pid   = 20914, comm = worker`
  { word: ', comm = ', pattern: new RegExp(String.raw`^pid {1,6}= (?<pid>\d{1,10}), comm = (?<name>${name})$`) },
  { word: 'COMM=', pattern: new RegExp(String.raw`^COMM=(${name}) PID=(\d{1,10})$`) }
]

/** The rows that sched_show_task prints (kernel/sched/core.c), of this year and of others. */
const shownTask = [
  new RegExp(String.raw`^task:(${name}) {1,16}state:.{1,60} pid:(\d{1,10}) `),
  new RegExp(
    String.raw`^(${name}) {1,16}[A-Z] {1,4}(?:running task {1,4}|[0-9a-f]{8,16} {1,4})?\d{1,6} {1,6}(\d{1,10}) `
  )
]

/** Lines of these kinds name no task, and most lines are such. */
const silent: ReadonlySet<LineKind> = new Set([
  'frame',
  'inline-frame',
  'stack-mark',
  'stack-header',
  'code',
  'blank',
  'separator',
  'modules'
])

/** No report tells whose it is further down. */
const looked = 60

/** What the lines of a crash say of its task, which has no machine line of its own. */
export const readTask = (lines: readonly Line[], kinds: readonly LineKind[], header: number): Task => {
  const none: Task = { command: null, pid: null }
  const last = Math.min(lines.length, header + looked)
  for (let index = header; index < last; index += 1) {
    const line = lines[index]
    if (line === undefined || silent.has(kinds[index] ?? 'blank')) continue
    const text = line.text.trim()
    if (text.length > 400) continue
    for (const { word, pattern } of tellers) {
      const match = text.includes(word) ? pattern.exec(text) : null
      const found = match === null ? null : taskOf(line, match)
      if (found !== null) return found
    }
    for (const pattern of shownTask) {
      const match = pattern.exec(text)
      const found = match === null ? null : taskOf(line, match)
      if (found !== null) return found
    }
  }
  return none
}

const taskOf = (line: Line, { 1: first, 2: second, groups }: RegExpExecArray): Task | null => {
  const command = groups?.['name'] ?? first
  const pid = groups?.['pid'] ?? second
  if (command === undefined) return null
  const at = line.text.indexOf(command)
  const number = pid === undefined ? -1 : line.text.indexOf(pid, groups === undefined ? at + command.length : 0)
  return {
    command: { value: command, span: partOf(line, at, at + command.length) },
    pid:
      pid === undefined || number < 0 ? null : { value: Number(pid), span: partOf(line, number, number + pid.length) }
  }
}
