import { type Facts, noFacts } from '../../../shared/model/facts.ts'
import type { Frame, InlineFrame, Stack, StackKind } from '../../../shared/model/frame.ts'
import type { CodeDump, Register, RegisterSet } from '../../../shared/model/registers.ts'
import type { LineKind } from '../../../shared/model/report.ts'
import type { Line } from '../lines/line.ts'
import { spanOf } from '../lines/place.ts'
import { readArmCaller, readCaller, readFrame, readInlineFrame } from '../stack/read-frame.ts'
import { readRow } from '../stack/read-row.ts'
import { readSource } from '../stack/symbol.ts'
import { readAccess } from './access.ts'
import { readCodeUnits } from './code-units.ts'
import { pointerAmong, readInstruction } from './instruction.ts'
import { isOrdinaryMessage, lineKindOf } from './line-patterns.ts'
import { moreModules } from './lines/machine.ts'
import { isBeyondLog } from './log-end.ts'
import { type MachineFacts, readHardware, readLocation, readMachineLine, readOops } from './machine.ts'
import { readRegisters } from './registers.ts'
import { isStackMark, readStackHeader } from './stack-headers.ts'
import { readStackOwner } from './stack-owner.ts'
import { readSyscall } from './syscall.ts'
import { readVersionBehind, type VersionFacts } from './version.ts'

/** The lines of one crash as data, before it has a title. */
export type CrashData = {
  /** The text of each line without the blanks around it. */
  readonly texts: readonly string[]
  readonly kinds: readonly LineKind[]
  readonly repeats: readonly boolean[]
  readonly facts: Facts
  readonly registers: readonly RegisterSet[]
  readonly code: readonly CodeDump[]
  readonly stacks: readonly Stack[]
  /** Index of each stack's header among the lines, in the order of `stacks`. */
  readonly stackLines: readonly number[]
}

type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] }
type StackDraft = {
  kind: StackKind
  title: string
  frames: Frame[]
  span: Stack['span']
  line: number
  pending: InlineFrame[]
  /** The line of the last frame. */
  last: Line | null
}
type SetDraft = Omit<Draft<RegisterSet>, 'registers'> & { registers: Register[] }

/** KASAN names a variable or a function on the next line, which is no call trace (mm/kasan/report.c, print_address_description). */
const namesOneSymbol =
  /^ {0,4}(?:The buggy address belongs to the (?:global )?variable|.{0,160}located .{0,100}in frame):/

/** An address that the kernel has no name for, in a trace. */
const bareFrame = /^(?:0x[0-9a-f]{1,16}|\[<[0-9a-f]{8,16}>\] 0x[0-9a-f]{1,16})$/

/** `pc : `, `lr : `, `epc : `, `ra : `: starts with one of p, l, e and r. */
const pointerStart = /^(?:pc|lr|epc|ra) ?:/

const mostStrange = 5

/** alpha prints a row for each word. */
const dumpRow = /^(?:[<(]?[0-9a-fX]{8}[>)]?(?: |$)){1,16}$/

/** Whether a text starts and ends with a character that is seen for sure: a look is faster than to trim. */
const isTrimmed = (text: string): boolean => {
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  return first > 32 && first < 127 && last > 32 && last < 127
}

/** Reads the lines of a crash in one pass. `header` is the index of the line that says what happened. */
export const readCrash = (lines: readonly Line[], header: number): CrashData => {
  const texts = lines.map(({ text }) => (isTrimmed(text) ? text : text.trim()))
  const kinds: LineKind[] = []
  const repeats: boolean[] = []
  const facts: Draft<Facts> = { ...noFacts }
  const sets: SetDraft[] = []
  const code: CodeDump[] = []
  const stacks: StackDraft[] = []
  let stack: StackDraft | null = null
  let set: SetDraft | null = null
  let announced: StackKind | null = null
  let afterEnd = false
  let panicked = false
  let mode: RegisterSet['mode'] = 'kernel'
  let inMemory = false
  /** True while the rows of an instruction dump go on. */
  let dumped = false

  const openStack = (line: Line, index: number, kind: StackKind): void => {
    stack = { kind, title: line.text.trim(), frames: [], span: spanOf(line), line: index, pending: [], last: null }
    stacks.push(stack)
    set = null
  }
  const hasCrashTrace = (): boolean => stacks.some((entry) => entry.kind === 'crash' && entry.frames.length > 0)
  /** sparc32 shows its callers in such rows only, sparc64 the trace above once more. */
  const tellsCallers = (trimmed: string, current: StackDraft | null): boolean =>
    trimmed.startsWith('Caller[') && (current?.title.startsWith('Caller[') === true || !hasCrashTrace())
  /** A frame that no header announced and none follows is torn from the trace of another. */
  const isLone = ({ frames, span }: StackDraft): boolean => frames.length === 1 && frames[0]?.span.line === span.line
  const openSet = (line: Line): SetDraft => {
    const opened: SetDraft = {
      mode,
      instruction: null,
      instructionAddress: null,
      registers: [],
      repeat: afterEnd,
      span: spanOf(line)
    }
    sets.push(opened)
    set = opened
    return opened
  }
  const fillMachine = (found: MachineFacts): void => {
    facts.cpu ??= found.cpu
    facts.uid ??= found.uid
    facts.pid ??= found.pid
    facts.command ??= found.command
    fillVersion(found)
  }
  const fillVersion = (found: VersionFacts): void => {
    facts.taint ??= found.taint
    facts.kernel ??= found.kernel
    facts.commit ??= found.commit
    facts.build ??= found.build
    facts.buildTime ??= found.buildTime
    facts.preemption ??= found.preemption
  }

  const takeInstruction = (line: Line, trimmed: string): boolean => {
    const read = readInstruction(line, trimmed)
    if (read === null) return false
    if (read.kind === 'address') {
      ;(set ?? openSet(line)).instructionAddress ??= read.address
      return true
    }
    mode = read.mode
    if (trimmed.endsWith('[inline]')) return true
    // powerpc, mips and others print it behind the registers, arm64 behind the first of them.
    const current = set
    // i386 printed the address first, and below it `EIP is at f+0x10/0x20`.
    const begun =
      (current?.registers.length ?? 0) > 0 || (trimmed.includes(' is at ') && current?.instructionAddress != null)
    const opened = current !== null && current.instruction === null && begun ? current : openSet(line)
    opened.mode = mode
    opened.instruction = read.frame
    if (read.address !== null) opened.instructionAddress = read.address
    return true
  }

  const readBehind = (line: Line, trimmed: string): void => {
    if (facts.kernel !== null || (!trimmed.includes('ainted') && !trimmed.startsWith('EFLAGS'))) return
    const version = readVersionBehind(line)
    if (version !== null) fillVersion(version)
  }

  const readCode = (line: Line, trimmed: string): void => {
    const read = readCodeUnits(trimmed, trimmed.indexOf(':') + 1)
    if (read === null) return
    const before = dumped ? code.pop() : undefined
    code.push({
      mode,
      units: before === undefined ? read.units : [...before.units, ...read.units],
      trap: read.trap === null ? (before?.trap ?? null) : read.trap + (before?.units.length ?? 0),
      repeat: afterEnd,
      span: before === undefined ? spanOf(line) : { ...before.span, endByte: spanOf(line).endByte }
    })
  }

  const classify = (line: Line, trimmed: string, index: number): LineKind => {
    if (trimmed === '') return 'blank'
    if (index < header) return lineKindOf(trimmed) === 'separator' ? 'separator' : 'context'
    if (index === header) {
      facts.location = readLocation(line)
      facts.access = readAccess(line, null)
      facts.oops = readOops(line)
      if (trimmed.startsWith('UBSAN:') || facts.cpu !== null) return 'title'
      const cpu = /CPU[:#] ?(\d{1,5})/.exec(trimmed)
      const pid = /PID: (\d{1,10})/.exec(trimmed)
      if (cpu !== null) facts.cpu = { value: Number(cpu[1]), span: spanOf(line) }
      if (pid !== null) facts.pid ??= { value: Number(pid[1]), span: spanOf(line) }
      return 'title'
    }
    if (isStackMark(trimmed)) return 'stack-mark'
    const stackHeader = readStackHeader(trimmed)
    if (stackHeader !== null) {
      if (stackHeader.announces) {
        announced = stackHeader.kind === 'crash' ? null : stackHeader.kind
        if (stackHeader.kind === 'crash') openStack(line, index, panicked && hasCrashTrace() ? 'other' : 'crash')
        return 'stack-header'
      }
      const kind: StackKind = stackHeader.kind === 'crash' && announced !== null ? announced : stackHeader.kind
      openStack(line, index, kind === 'crash' && hasCrashTrace() && (afterEnd || panicked) ? 'other' : kind)
      announced = null
      // Frames may follow on the header's own line in older kernels.
      if (trimmed.startsWith('Call Trace:') && trimmed.length > 12) {
        const row = readRow(line)
        const opened = stacks.at(-1)
        if (opened !== undefined && row.length > 0) {
          opened.title = 'Call Trace:'
          opened.frames.push(...row)
        }
      }
      return 'stack-header'
    }
    const current = stack
    if (trimmed.charCodeAt(trimmed.length - 1) === 93 && trimmed.endsWith('[inline]')) {
      if (trimmed.startsWith('RIP:')) return 'instruction'
      const inline = readInlineFrame(line)
      if (inline !== null) {
        current?.pending.push({ ...inline, span: spanOf(line) })
        return 'inline-frame'
      }
    }
    // Where s390 jumped last is no caller (arch/s390/kernel/dumpstack.c, show_last_breaking_event).
    const first = trimmed.charCodeAt(0)
    if (first === 91 && texts[index - 1]?.startsWith('Last Breaking-Event') === true) return 'register'
    const frame = readFrame(line) ?? (first === 67 && tellsCallers(trimmed, current) ? readCaller(line) : null)
    if (frame !== null) {
      if (current === null) {
        if (namesOneSymbol.test(lines[index - 1]?.text ?? '')) return 'memory'
        openStack(line, index, announced ?? 'crash')
      }
      const open = stack
      if (open !== null) {
        if (open.pending.length === 0) open.frames.push(frame)
        else {
          open.frames.push({ ...frame, inlined: open.pending })
          open.pending = []
        }
        open.last = line
      }
      return 'frame'
    }
    if (first === 91 && current !== null) {
      const row = readRow(line)
      current.frames.push(...row)
      if (row.length > 0) return 'frame'
    }
    if ((first === 48 || first === 91) && current !== null && current.frames.length > 0 && bareFrame.test(trimmed))
      return 'frame'
    // arch/powerpc/kernel/process.c, show_instructions: rows of words under `Instruction dump:`.
    if (kinds[index - 1] === 'code' && dumpRow.test(trimmed)) {
      readCode(line, trimmed)
      dumped = true
      return 'code'
    }
    const registers = readRegisters(line, kinds[index - 1] === 'register' ? set?.registers.at(-1) : undefined)
    if (registers !== null) {
      const open = set ?? openSet(line)
      open.registers.push(...registers)
      readBehind(line, trimmed)
      return 'register'
    }
    const kind = lineKindOf(trimmed)
    if (kind === 'instruction' || kind === 'register') readBehind(line, trimmed)
    const mayBePointer = first === 112 || first === 108 || first === 101 || first === 114
    if (kind === 'instruction' || (mayBePointer && pointerStart.test(trimmed))) {
      if (takeInstruction(line, trimmed)) return 'instruction'
      return kind ?? 'instruction'
    }
    if (kind === 'code') {
      dumped = false
      readCode(line, trimmed)
      return 'code'
    }
    if (kind === 'machine' || kind === 'detail' || kind === 'memory' || kind === 'panic') {
      const hardware = readHardware(line)
      const machine = hardware === null ? readMachineLine(line) : null
      if (machine !== null) {
        fillMachine(machine)
        stack = null
        set = null
        return 'machine'
      }
      if (hardware !== null) {
        facts.hardware ??= hardware.hardware
        facts.bios ??= hardware.bios
      }
      if (trimmed.startsWith('Workqueue: ')) facts.workqueue ??= { value: trimmed.slice(11), span: spanOf(line) }
      facts.oops ??= readOops(line)
      if (kind !== 'memory') facts.access = readAccess(line, facts.access)
      facts.location ??= readLocation(line)
      if (kind === 'panic' && trimmed.startsWith('Kernel panic')) panicked = true
      if (trimmed.startsWith('NMI backtrace') || trimmed.startsWith('Sending NMI')) {
        const own = stacks.filter((entry) => entry.kind === 'crash' && entry.frames.length > 0)
        announced = own.every(isLone) ? null : 'other-cpu'
      }
    }
    if (kind !== null && kind !== 'blank') {
      // A line of words between two traces ends the first; segment and memory lines stand inside one.
      if (kind === 'memory' || kind === 'lock' || kind === 'detail' || kind === 'separator') {
        if (current !== null && current.frames.length > 0) stack = null
        inMemory = kind === 'memory'
      }
      return kind
    }
    if (inMemory && readSource(trimmed) !== null) return 'memory'
    // What a panic of Rust says is the programmer's own sentence.
    if (index === header + 1 && texts[header]?.includes('rust_kernel: panicked at ') === true) return 'detail'
    if (kinds[index - 1] === 'modules' && moreModules.test(trimmed)) return 'modules'
    if (isOrdinaryMessage(trimmed)) return 'noise'
    return 'unknown'
  }

  /** Lines in a row that nothing is known of; so many without a prefix are somebody's text, not a kernel's. */
  let strange = 0
  let left = false
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    const trimmed = texts[index]
    if (line === undefined || trimmed === undefined) continue
    left ||= index > header && (strange >= mostStrange || isBeyondLog(trimmed))
    const kind = left ? 'unknown' : classify(line, trimmed, index)
    if (kind !== 'blank') strange = kind === 'unknown' && line.caller === '' ? strange + 1 : 0
    kinds.push(kind)
    repeats.push(afterEnd && kind !== 'panic' && kind !== 'noise' && kind !== 'unknown' && kind !== 'separator')
    if (kind === 'end-of-trace' && line.text.includes('end trace')) {
      afterEnd = true
      stack = null
      set = null
    }
  }

  const finished = stacks
    .filter((draft) => draft.frames.length > 0 || draft.kind === 'crash')
    .map((draft) => {
      const caller = draft.last === null ? null : readArmCaller(draft.last)
      return {
        line: draft.line,
        stack: {
          kind: draft.kind,
          owner: readStackOwner(draft.title),
          title: draft.title,
          frames: caller === null ? draft.frames : [...draft.frames, caller],
          span: draft.span
        }
      }
    })
  const read = finished.map(({ stack: each }): Stack => each)
  const filled = sets
    .filter((entry) => entry.registers.length > 0 || entry.instruction !== null || entry.instructionAddress !== null)
    .map((entry): RegisterSet => ({
      ...entry,
      instructionAddress: entry.instructionAddress ?? pointerAmong(entry.registers)
    }))
  return {
    texts,
    kinds,
    repeats,
    facts: { ...facts, syscall: readSyscall(read, filled) },
    registers: filled,
    code,
    stacks: read,
    stackLines: finished.map(({ line }) => line)
  }
}
