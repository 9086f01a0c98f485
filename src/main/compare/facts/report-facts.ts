import { commonName } from '../../cluster/function-name.ts'
import { crashKindWords } from './words.ts'
import { saidOf, type FactReader, type Said } from './fact.ts'
import type { ComparedReport } from '../side.ts'

const plain = (text: string | null, line: number | null = null): Said | null =>
  text === null || text === '' ? null : { text, line }

const access = ({ report }: ComparedReport): Said | null =>
  saidOf(report.facts.access, ({ direction, size }) => (size === null ? direction : `${direction} of ${size} bytes`))

const release = /^(\d+\.\d+(?:\.\d+)?(?:-rc\d+)?)/

const trapped = ({ explanation }: ComparedReport): Said | null => {
  const code = explanation?.code.find(({ mode }) => mode !== 'user')
  const row = code?.rows.find(({ trapping }) => trapping)
  if (code !== undefined && row !== undefined) return { text: row.text.replaceAll(/\s+/g, ' '), line: code.line }
  return null
}

/** The instruction's name: `mov` of `mov 0x18(%rax),%rbx`. */
const mnemonic = (said: Said | null): Said | null =>
  said === null ? null : { text: said.text.split(' ')[0] ?? said.text, line: said.line }

const instruction = ({ report }: ComparedReport): Said | null => {
  const set = report.registers.find(({ mode, repeat, instruction: at }) => mode !== 'user' && !repeat && at !== null)
  const at = set?.instruction
  if (at === undefined || at === null) return null
  const offset = at.offset === null ? '' : `+0x${at.offset.toString(16)}`
  return { text: `${at.function}${offset}`, line: at.span.line, key: commonName(at.function) }
}

const lockNames = (names: readonly string[]): string => [...new Set(names)].join(', ')
const lockKey = (name: string): string => name.replace(/#\d+(?=\/|$)/, '')

const heldLocks = ({ report }: ComparedReport): Said | null => {
  const held = report.locks.holders.flatMap(({ locks }) => locks)
  const names = held.map(({ lock }) => lock.name)
  return held[0] === undefined
    ? null
    : { text: lockNames(names), line: held[0].span.line, key: lockNames(names.map(lockKey).toSorted()) }
}

const lockOrder = ({ report }: ComparedReport): Said | null => {
  const order = report.locks.order
  return order === null
    ? null
    : { text: order.value.join(' -> '), line: order.span.line, key: order.value.map(lockKey).join(' ') }
}

const roleOf =
  (role: 'wanted' | 'held') =>
  ({ report }: ComparedReport): Said | null => {
    const named = report.locks.named.filter((one) => one.role === role)
    return named[0] === undefined
      ? null
      : {
          text: lockNames(named.map(({ lock }) => lock.lock.name)),
          line: named[0].lock.span.line,
          key: lockNames(named.map(({ lock }) => lockKey(lock.lock.name)))
        }
  }

const place = ({ report }: ComparedReport): Said | null =>
  saidOf(report.memory.place, ({ offset, side, state, size }) => {
    const where = side === 'inside' ? 'inside' : side === 'left' ? 'before' : 'behind'
    return `${offset} bytes ${where} ${state === null ? 'the' : state} region${size === null ? '' : ` of ${size} bytes`}`
  })

const object = ({ report }: ComparedReport): Said | null =>
  saidOf(report.memory.object, ({ kind, cache, name, size }) =>
    [kind, cache ?? (kind === 'kfence' ? null : name), size === null ? null : `${size} bytes`]
      .filter((part) => part !== null)
      .join(', ')
  )

const stackNames =
  (kind: 'allocated' | 'freed') =>
  ({ report }: ComparedReport): Said | null => {
    const stack = report.stacks.find((one) => one.kind === kind)
    const frames = stack?.frames.filter(({ reliable }) => reliable) ?? []
    const names = frames.flatMap(({ inlined, function: name }) => [...inlined.map((inline) => inline.function), name])
    const own = names.filter((name) => !helper.test(name)).slice(0, 3)
    return stack === undefined || own.length === 0
      ? null
      : { text: own.join(' < '), line: stack.span.line, key: own.map(commonName).join(' ') }
  }

/** What stands on every allocation's and free's stack (mm/kasan/common.c, mm/slub.c). */
const helper =
  /^(?:_*kasan_|save_stack|stack_trace|set_track|poison_|slab_|_*kmalloc|_*kzalloc|kmem_cache_(?:alloc|free|zalloc)|k(?:v|z)?free$|_*kfree|__cache_free|__slab|do_slab_free|memcg_|cache_alloc)/

export const reportFacts: readonly FactReader[] = [
  { name: 'Title', group: 'crash', read: ({ report }) => plain(report.title, report.startLine) },
  { name: 'Kind', group: 'crash', read: ({ report }) => plain(crashKindWords[report.kind]) },
  { name: 'Access', group: 'crash', read: access },
  {
    name: 'Location',
    group: 'crash',
    read: ({ report }) => saidOf(report.facts.location, ({ file, line }) => (line === null ? file : `${file}:${line}`)),
    // Another build has the same code at another line.
    noise: (a, b) =>
      a.report.kernel !== b.report.kernel && a.report.facts.location?.value.file === b.report.facts.location?.value.file
  },
  { name: 'Function', group: 'crash', read: instruction },
  { name: 'Undefined', group: 'crash', read: ({ report }) => saidOf(report.facts.undefined, ({ text }) => text) },
  {
    name: 'Fault',
    group: 'crash',
    read: ({ report }) => saidOf(report.facts.fault, ({ reason, code }) => reason ?? code)
  },
  { name: 'System call', group: 'task', read: ({ report }) => saidOf(report.facts.syscall, ({ name }) => name) },
  { name: 'Work', group: 'task', read: ({ report }) => saidOf(report.facts.workqueue, (text) => text) },
  { name: 'Task', group: 'task', read: ({ report }) => saidOf(report.facts.command, (text) => text), noise: true },
  { name: 'Process id', group: 'task', read: ({ report }) => saidOf(report.facts.pid, String), noise: true },
  { name: 'CPU', group: 'task', read: ({ report }) => saidOf(report.facts.cpu, String), noise: true },
  {
    name: 'Kernel',
    group: 'kernel',
    read: ({ report }) =>
      report.kernel === null
        ? null
        : {
            text: report.kernel,
            line: report.facts.kernel?.span.line ?? null,
            key: release.exec(report.kernel)?.[1] ?? report.kernel
          }
  },
  { name: 'Commit', group: 'kernel', read: ({ report }) => saidOf(report.facts.commit, (text) => text), noise: true },
  { name: 'Build', group: 'kernel', read: ({ report }) => saidOf(report.facts.build, (text) => text), noise: true },
  { name: 'Compiler', group: 'kernel', read: ({ report }) => saidOf(report.facts.compiler, (text) => text) },
  {
    name: 'Config',
    group: 'kernel',
    read: ({ report }) => saidOf(report.facts.config, (words) => words.toSorted().join(' '))
  },
  { name: 'Preemption', group: 'kernel', read: ({ report }) => saidOf(report.facts.preemption, (text) => text) },
  {
    name: 'Taint',
    group: 'kernel',
    read: ({ report }) =>
      saidOf(report.facts.taint, (letters) =>
        letters.length === 0 ? 'none' : letters.map(({ letter }) => letter).join(' ')
      )
  },
  {
    name: 'Architecture',
    group: 'machine',
    read: ({ report }) => plain(report.arch === 'unknown' ? null : report.arch)
  },
  { name: 'Hardware', group: 'machine', read: ({ report }) => saidOf(report.facts.hardware, (text) => text) },
  { name: 'Firmware', group: 'machine', read: ({ report }) => saidOf(report.facts.bios, (text) => text) },
  { name: 'Object', group: 'memory', read: object },
  { name: 'Bad address', group: 'memory', read: place },
  { name: 'Allocated in', group: 'memory', read: stackNames('allocated') },
  { name: 'Freed in', group: 'memory', read: stackNames('freed') },
  { name: 'Wanted lock', group: 'locks', read: roleOf('wanted') },
  { name: 'Held lock', group: 'locks', read: roleOf('held') },
  { name: 'Held locks', group: 'locks', read: heldLocks },
  { name: 'Lock order', group: 'locks', read: lockOrder },
  { name: 'Instruction', group: 'code', read: (side) => mnemonic(trapped(side)) },
  { name: 'Operands', group: 'code', read: trapped, noise: true }
]
