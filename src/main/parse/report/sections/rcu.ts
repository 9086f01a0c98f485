import type { Hang, RcuStall } from '../../../../shared/model/hang.ts'
import type { Line } from '../../lines/line.ts'
import { spanOf } from '../../lines/place.ts'
import { wholeNumber } from './section.ts'

type RcuReader = {
  /** True where the line is one of a stall. */
  readonly take: (line: Line, text: string) => boolean
  readonly value: () => Hang['rcu']
}

type Draft = { -readonly [Key in keyof RcuStall]: RcuStall[Key] }

/** Without the `rcu: ` in front, which all lines have since 4.20. */
const header = /^(?:INFO: )?(rcu_\w{1,32}) (self-detected|detected|detected expedited) stalls? on (?:CPU|CPUs\/tasks)/

/** `1-....: (997 ticks this GP) idle=609c/1/0x4000000000000000 softirq=184/184 fqs=498`; the marks before 5.0 are less. */
const cpuLine =
  /^(\d{1,5})-[.!?OoNn\w]{0,6}: \((?:(\d{1,12}) ticks this GP|(\d{1,12}) GPs behind)\)(?: idle=(\S{1,64}))?(?: softirq=(\S{1,40}))?(?: fqs=(\d{1,12}))?/

/** `{ 1}` of kernels up to 4.0, on the header's own line. */
const oldCpus = /\{((?: ?[P\d]{1,10}){1,64}) ?\}/

const jiffies = /\(?\bt=(\d{1,15})/
const gracePeriod = /\bg=(-?\d{1,15})/
const callbacks = /\bq=(\d{1,15})/
const expedited = /\} (\d{1,15}) jiffies s: /
const starved =
  /^(rcu_\w{1,32}) (?:grace-period )?kthread starved for (\d{1,15}) jiffies!.{0,80}?(?:->state=(0x[0-9a-f]{1,8}))?(?: ->cpu=(\d{1,5}))?$/
const blockedTask = /\bP(\d{1,10})/g

export const createRcuReader = (): RcuReader => {
  let stall: Draft | null = null
  let span: NonNullable<Hang['rcu']>['span'] | null = null
  const cpus: RcuStall['cpus'][number][] = []
  const tasks = new Set<number>()

  const takeNumbers = (to: Draft, text: string): void => {
    to.jiffies ??= wholeNumber(jiffies.exec(text)?.[1]) ?? wholeNumber(expedited.exec(text)?.[1])
    to.gracePeriod ??= wholeNumber(gracePeriod.exec(text)?.[1])
    to.callbacks ??= wholeNumber(callbacks.exec(text)?.[1])
  }

  const takeTasks = (text: string): void => {
    for (const match of text.matchAll(blockedTask)) if (tasks.size < 1000) tasks.add(Number(match[1]))
  }

  const begin = (line: Line, text: string, match: RegExpExecArray): void => {
    span = spanOf(line)
    stall = {
      flavor: match[1] ?? '',
      self: match[2] === 'self-detected',
      expedited: match[2] === 'detected expedited',
      jiffies: null,
      gracePeriod: null,
      callbacks: null,
      cpus,
      tasks: [],
      starved: null
    }
    takeNumbers(stall, text)
    const listed = oldCpus.exec(text)?.[1] ?? ''
    takeTasks(listed)
    for (const word of listed.split(' ')) {
      const cpu = /^\d{1,5}$/.test(word) ? Number(word) : null
      if (cpu !== null)
        cpus.push({ cpu, ticks: null, behind: null, idle: null, softirq: null, fqs: null, span: spanOf(line) })
    }
  }

  const takeCpu = (line: Line, match: RegExpExecArray): void => {
    const [, cpu, ticks, behind, idle = null, softirq = null, fqs] = match
    if (cpus.length >= 1000) return
    cpus.push({
      cpu: Number(cpu),
      ticks: wholeNumber(ticks),
      behind: wholeNumber(behind),
      idle,
      softirq,
      fqs: wholeNumber(fqs),
      span: spanOf(line)
    })
  }

  return {
    take: (line, text) => {
      if (stall === null) {
        if (!text.includes('stall')) return false
        const body = text.startsWith('rcu: ') ? text.slice(5).trimStart() : text
        const match = header.exec(body)
        if (match === null) return false
        begin(line, body, match)
        return true
      }
      const first = text.charCodeAt(0)
      const tagged = text.startsWith('rcu: ')
      // The lines of a stall start with the tag, a CPU's number, a bracket, or words of their own.
      if (!tagged && first !== 40 && !(first >= 48 && first <= 57) && first !== 84 && first !== 114) return false
      const body = tagged ? text.slice(4).trimStart() : text
      const cpu = cpuLine.exec(body)
      if (cpu !== null) {
        takeCpu(line, cpu)
        return true
      }
      if (body.startsWith('(')) {
        if (body.startsWith('(detected by') || body.startsWith('(t=')) takeNumbers(stall, body)
        return true
      }
      if (body.startsWith('Tasks blocked on level-')) {
        takeTasks(body)
        return true
      }
      if (body.includes(' starved for ')) {
        const match = starved.exec(body)
        if (match !== null)
          stall.starved ??= {
            value: { jiffies: Number(match[2]), state: match[3] ?? null, cpu: wholeNumber(match[4]) },
            span: spanOf(line)
          }
        return true
      }
      return tagged
    },
    value: () => (stall === null || span === null ? null : { value: { ...stall, tasks: [...tasks] }, span })
  }
}
