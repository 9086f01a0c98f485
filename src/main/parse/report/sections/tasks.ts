import type { TaskState } from '../../../../shared/model/hang.ts'
import type { Line } from '../../lines/line.ts'
import { spanOf } from '../../lines/place.ts'
import { plainHex, wholeNumber } from './section.ts'

type TaskReader = {
  readonly take: (line: Line, text: string) => void
  readonly value: () => readonly TaskState[]
}

type Draft = { -readonly [Key in keyof TaskState]: TaskState[Key] }

/** kernel/hung_task.c: `INFO: task cat:123 blocked for more than 143 seconds.`, `... blocked in I/O wait for more than`. */
const blocked = /INFO: task (.{1,64}):(\d{1,10}) blocked (?:in I\/O wait )?for more than (\d{1,10}) seconds/
/** 6.16 and later: `INFO: task a:12 is blocked on a mutex likely owned by task b:13.` */
const owned =
  /INFO: task (.{1,64}):(\d{1,10}) is blocked on an? \w{1,32},? (?:but the owner is not found|likely (?:last )?(?:owned|held) by task (.{1,64}):(\d{1,10}))/

/** kernel/sched/core.c, sched_show_task, since 5.9; its fields are padded. */
const state =
  /^task:(.{1,64}?)\s{1,16}state:(\S)(?:\s{1,8}running task)?\s{1,12}stack:\s{0,8}(\d{1,8})\s{1,8}pid:\s{0,8}(\d{1,10})(?:\s{1,8}tgid:\s{0,8}(\d{1,10}))?(?:\s{1,8}ppid:\s{0,8}(\d{1,10}))?(?:\s{1,8}task_flags:0x[0-9a-f]{1,16})?(?:\s{1,8}flags:(0x[0-9a-f]{1,16}))?/
/** Before 5.9, with nothing between the state and five digits: `crane           D27384  5822      2 0x80000000`, `syz-executor1   R  running task    21584 17898   5513 0x00000000`. */
const oldState =
  /^(\S.{0,14}?)\s{1,15}([A-Z])(?:\s{1,4}running task)?\s{0,12}(\d{1,8})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10}) (0x[0-9a-f]{8,16})$/

const mostTasks = 2000

const task = (parts: Partial<TaskState> & Pick<TaskState, 'command' | 'pid' | 'span'>): Draft => ({
  tgid: null,
  ppid: null,
  state: null,
  stackFree: null,
  flags: null,
  blockedSeconds: null,
  blockedBy: null,
  stack: null,
  ...parts
})

export const createTaskReader = (stackAfter: (line: number, before: number) => number | null): TaskReader => {
  const tasks: Draft[] = []
  /** Line of each task's state; a trace below it and above the next is its own. */
  const stated: { readonly task: Draft; readonly line: number }[] = []

  const named = (command: string, pid: number): Draft | undefined =>
    tasks.findLast((each) => each.pid === pid && each.command === command)

  const takeBlocked = (line: Line, text: string): void => {
    const wait = blocked.exec(text)
    if (wait?.[1] !== undefined) {
      const known = named(wait[1], Number(wait[2]))
      if (known?.blockedSeconds === null) known.blockedSeconds = Number(wait[3])
      else if (known === undefined)
        tasks.push(
          task({ command: wait[1], pid: Number(wait[2]), blockedSeconds: Number(wait[3]), span: spanOf(line) })
        )
      return
    }
    const owner = owned.exec(text)
    if (owner?.[1] === undefined || owner[3] === undefined) return
    const known = named(owner[1], Number(owner[2]))
    if (known !== undefined) known.blockedBy = { command: owner[3], pid: Number(owner[4]) }
  }

  const takeState = (line: Line, match: RegExpExecArray, isOld: boolean): void => {
    const [, command = '', letter = null, free, pid] = match
    const [, , , , , fifth, sixth, seventh] = match
    const parts = {
      state: letter,
      stackFree: wholeNumber(free),
      tgid: isOld ? null : wholeNumber(fifth),
      ppid: wholeNumber(isOld ? fifth : sixth),
      flags: plainHex(isOld ? sixth : seventh)
    }
    let known = named(command, Number(pid))
    if (known === undefined || known.state !== null) {
      known = task({ command, pid: Number(pid), span: spanOf(line), ...parts })
      tasks.push(known)
    } else Object.assign(known, parts)
    stated.push({ task: known, line: line.line })
  }

  return {
    take: (line, text) => {
      if (tasks.length >= mostTasks) return
      if (text.includes('blocked')) takeBlocked(line, text)
      else if (text.startsWith('task:')) {
        const match = state.exec(text)
        if (match !== null) takeState(line, match, false)
      } else if (text.length < 120 && text.includes(' 0x')) {
        const match = oldState.exec(text)
        if (match !== null) takeState(line, match, true)
      }
    },
    value: () => {
      for (const [index, { task: each, line }] of stated.entries()) {
        each.stack = stackAfter(line, stated[index + 1]?.line ?? Number.POSITIVE_INFINITY)
      }
      return tasks
    }
  }
}
