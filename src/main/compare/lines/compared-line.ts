import type { ComparedSection, NoiseClass } from '../../../shared/model/comparison.ts'
import type { LineKind, Report, ReportLine } from '../../../shared/model/report.ts'
import type { ComparedReport } from '../side.ts'
import { normalise, type NormalLine } from '../tokens/normalise.ts'
import { plainName } from '../tokens/spelling.ts'
import { codeLine } from './code-line.ts'
import { memoryLine } from './memory-line.ts'
import { registerSlot } from './register-line.ts'

/** A line of one side, with all that it is aligned and compared by. */
export type ComparedLine = {
  /** In the raw file, from 1. */
  readonly line: number
  readonly section: ComparedSection
  /** Why it does not count where the other side lacks it or has another; null for a line that counts. */
  readonly soft: NoiseClass | null
  /** Lines of one group are aligned with those of one group: `stack 0`, `registers kernel 0`, `details`. */
  readonly group: string
  /** What the line is, whatever it says: the function of a frame, the names of registers. */
  readonly slot: string
  /** Of a frame: its function as it is spelled, and with its offset; the slot of all else. */
  readonly name: string
  readonly place: string
  readonly normal: NormalLine
  /** In front of the text: time, level, caller; empty where the raw line is not known. */
  readonly prefix: string
  readonly stack: number | null
  readonly inline: boolean
}

const sectionOf: Readonly<Record<LineKind, ComparedSection>> = {
  context: 'context',
  separator: 'header',
  title: 'header',
  detail: 'details',
  machine: 'machine',
  instruction: 'registers',
  register: 'registers',
  code: 'code',
  'stack-header': 'stack',
  'stack-mark': 'stack',
  frame: 'stack',
  'inline-frame': 'stack',
  modules: 'modules',
  memory: 'memory',
  lock: 'locks',
  'end-of-trace': 'rest',
  panic: 'rest',
  noise: 'rest',
  blank: 'rest',
  unknown: 'rest'
}

const inlineMark = /\[inline\]$/
const questionable = /^\s*(?:\[<[^>]{0,32}>\] )?\? /
/** Printed where a debugger or a breakpoint touched them (arch/x86/kernel/process_64.c, __show_regs). */
const debugRegisters = /^\s*DR[0-7]: /
/** What a panic prints whatever it is about (kernel/panic.c, dump_kernel_offset; kernel/trace/trace.c, ftrace_dump). */
const afterword =
  /^\s*(?:Dumping ftrace buffer|\(ftrace buffer empty\)|Kernel Offset: |Rebooting in |Shutting down cpus|---\[ end Kernel panic)/
/** The usual context of a task; since 5.16 the kernel marks it (arch/x86/kernel/dumpstack.c). */
const taskMark = /^\s*<\/?TASK>$/

const softOf = ({ kind, repeat, text }: ReportLine): NoiseClass | null => {
  if (kind === 'context') return 'context'
  if (kind === 'blank' || text.trim() === '') return 'blank'
  if (repeat) return 'repeat'
  if (kind === 'noise') return 'message'
  if (kind === 'separator') return 'blank'
  if (kind === 'register' && debugRegisters.test(text)) return 'register'
  if (kind === 'frame' || kind === 'inline-frame')
    return questionable.test(text) || text.endsWith('(unreliable)') ? 'unreliable' : null
  if (kind === 'stack-mark') return taskMark.test(text) ? 'helper' : null
  return kind === 'panic' && afterword.test(text) ? 'message' : null
}

/** Functions by the raw line they stand in. */
const functionsOf = (report: Report): ReadonlyMap<number, string> => {
  const functions = new Map<number, string>()
  for (const { frames } of report.stacks) {
    for (const frame of frames) {
      functions.set(frame.span.line, frame.function)
      for (const inline of frame.inlined) functions.set(inline.span.line, inline.function)
    }
  }
  return functions
}

const offsetOf = ({ text, tokens }: NormalLine): string => {
  const offset = tokens.find(({ noise }) => noise === 'offset')
  return offset === undefined ? '' : text.slice(offset.start, offset.end)
}

const frameName = /^\s*(?:\[<[^>]{0,32}>\] ?)?(?:\? )?([A-Za-z_$][\w.$]{0,200})/

/** A line's first words: enough to know it again when what it says has changed. */
const firstWords = (key: string): string => {
  if (key.includes('ainted')) return key.startsWith('CPU') ? 'CPU' : 'tainted'
  const colon = key.indexOf(':')
  if (colon > 0 && colon < 24) return key.slice(0, colon)
  return (
    key
      .match(/[A-Za-z_]+/g)
      ?.slice(0, 3)
      .join(' ') ?? ''
  )
}

/** The last of the rising starts that is not behind a line, or -1. */
const indexBefore = (starts: readonly number[], line: number, from: number): number => {
  let at = from
  while (at + 1 < starts.length && (starts[at + 1] ?? Infinity) <= line) at += 1
  return at
}

type Numbered = { readonly starts: readonly number[]; readonly names: readonly string[] }

/** Sets of registers in the order of the log, each with its mode and its number in that mode. */
const registerSetsOf = (report: Report): Numbered => {
  const counts = new Map<string, number>()
  const sets = report.registers.filter((set) => !set.repeat).toSorted((a, b) => a.span.line - b.span.line)
  return {
    starts: sets.map((set) => set.span.line),
    names: sets.map(({ mode }) => {
      const count = counts.get(mode) ?? 0
      counts.set(mode, count + 1)
      return `${mode} ${count}`
    })
  }
}

/** Code and stack segments of user space on x86 (arch/x86/include/asm/segment.h). */
const userSegment = /^\s*(?:[RE]?IP: 0(?:033|023)|[RE]?SP: 002b):/

/** What the processor did when the crash's interrupt or exception came: its registers are those of another place. */
const isInterrupted = ({ names }: Numbered, at: number): boolean => /^(?!user).* [1-9]\d*$/.test(names[at] ?? '')

/** Registers and code of user space say what the task did, not what the kernel did wrong. */
const isUser = ({ names }: Numbered, at: number): boolean => names[at]?.startsWith('user') === true

const prefixOf = (raw: string | undefined, text: string): string | null => {
  if (raw === undefined || text === '') return raw === undefined ? null : ''
  const at = raw.endsWith(text) ? raw.length - text.length : raw.lastIndexOf(text)
  return at < 0 ? null : raw.slice(0, at)
}

export const comparedLinesOf = ({ report, rawLine }: ComparedReport): readonly ComparedLine[] => {
  const functions = functionsOf(report)
  const stacks = report.stacks.map((stack, index) => ({ line: stack.span.line, index })).sort((a, b) => a.line - b.line)
  const stackStarts = stacks.map(({ line }) => line)
  const sets = registerSetsOf(report)
  const codeModes = new Map(report.code.map((dump) => [dump.span.line, dump.mode]))
  const marked = report.memory.shadow.find((row) => row.marked)?.span.line
  let stackAt = -1
  let setAt = -1
  return report.lines.map((line): ComparedLine => {
    const { text } = line
    stackAt = indexBefore(stackStarts, line.line, stackAt)
    setAt = indexBefore(sets.starts, line.line, setAt)
    const inline = line.kind === 'inline-frame' || (line.kind === 'unknown' && inlineMark.test(text))
    const section = inline ? 'stack' : sectionOf[line.kind]
    const user =
      section === 'registers' ? isUser(sets, setAt) || userSegment.test(text) : codeModes.get(line.line) === 'user'
    const apart = user ? !text.includes('ORIG_RAX') : line.kind === 'register' && isInterrupted(sets, setAt)
    const soft = softOf(line) ?? (apart ? (section === 'code' ? 'code' : 'register') : null)
    const stack = section === 'stack' ? (stacks[stackAt]?.index ?? null) : null
    const normal =
      section === 'code'
        ? codeLine(text, codeModes.get(line.line) ?? 'unknown')
        : section === 'memory'
          ? memoryLine(text, line.line === marked ? report.memory.shadowColumn : null)
          : normalise(text)
    const frame = line.kind === 'frame' || inline
    const name = frame ? (functions.get(line.line) ?? frameName.exec(text)?.[1]) : undefined
    const slot =
      name !== undefined
        ? plainName(name)
        : section === 'registers'
          ? registerSlot(normal.key)
          : `${line.kind} ${firstWords(normal.key)}`
    return {
      line: line.line,
      section,
      soft,
      group:
        section === 'stack'
          ? `stack ${stack ?? '-'}`
          : section === 'registers'
            ? `registers ${sets.names[setAt] ?? '-'}`
            : section === 'code'
              ? `code ${codeModes.get(line.line) ?? 'unknown'}`
              : section,
      slot,
      name: name ?? slot,
      place: name === undefined ? slot : `${name}${offsetOf(normal)}`,
      normal,
      prefix: prefixOf(rawLine?.(line.line), text) ?? '',
      stack,
      inline
    }
  })
}
