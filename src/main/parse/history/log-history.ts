import type { Frame, InlineFrame } from '../../../shared/model/frame.ts'
import type { Injection } from '../../../shared/model/injection.ts'
import { type Line, toLine } from '../lines/line.ts'
import type { Mark } from '../lines/mark-line.ts'
import { spanOf } from '../lines/place.ts'
import type { RawLine } from '../lines/split-lines.ts'
import { isStackMark } from '../report/stack-headers.ts'
import { readFrame, readInlineFrame } from '../stack/read-frame.ts'
import { bootMark, injectionMark } from '../telling-words.ts'
import { type BootFacts, readBootLine } from './boot.ts'
import { readInjection } from './injection.ts'

/** What was said earlier in a log, by the line it is asked for. */
export type LogHistory = {
  readonly take: (line: RawLine, marks: Mark) => void
  /** The boot that a line belongs to, or null where the log starts later than it. */
  readonly bootBefore: (line: number) => BootFacts | null
  /** Whether the kernel was started anew between two lines. */
  readonly bootBetween: (first: number, second: number) => boolean
  /** The last failure that the caller of a crash was made to have, not long before. */
  readonly injectionBefore: (header: Line) => Injection | null
}

/** Boots and injections kept, the last ones. */
const mostKept = 256
/** Lines after its header that may tell of an injection. */
const linesOfInjection = 80
/** Farther back than so many lines an injection is not taken for a crash's cause. */
const reach = 400

type Boot = { readonly line: number; readonly facts: BootFacts }
type OpenInjection = { readonly caller: string; readonly line: number; readonly lines: Line[]; until: number }

const keep = <Value>(values: Value[], value: Value): void => {
  values.push(value)
  if (values.length > mostKept * 2) values.splice(0, mostKept)
}

/** The injection as its lines before `end` tell it: its trace ends with the first line of words below it. */
const read = ({ lines }: OpenInjection, end: number): Injection | null => {
  const injection = readInjection(lines)
  if (injection === null) return null
  const frames: Frame[] = []
  let inlined: InlineFrame[] = []
  for (const line of lines) {
    if (line.line >= end) break
    const frame = readFrame(line)
    const inline = frame === null ? readInlineFrame(line) : null
    if (frame !== null) {
      frames.push({ ...frame, inlined })
      inlined = []
    } else if (inline !== null) inlined.push({ ...inline, span: spanOf(line) })
    else if (frames.length > 0 && !isStackMark(line.text.trim())) break
  }
  return { ...injection, frames }
}

export const createLogHistory = (): LogHistory => {
  const boots: Boot[] = []
  const injections: OpenInjection[] = []
  let open: OpenInjection | null = null

  return {
    take: (raw, marks) => {
      if ((marks & bootMark) !== 0) {
        const line = toLine(raw)
        const facts = readBootLine(line)
        if (facts !== null) keep(boots, { line: line.line, facts })
      }
      if ((marks & injectionMark) !== 0) {
        const line = toLine(raw)
        open = { caller: line.caller, line: line.line, lines: [line], until: line.line + linesOfInjection }
        keep(injections, open)
      } else if (open !== null) {
        if (raw.line > open.until) open = null
        else {
          const line = toLine(raw)
          if (line.caller === open.caller) open.lines.push(line)
          if (line.text.startsWith('---[ end') || line.text.startsWith('==========')) open = null
        }
      }
    },
    bootBefore: (line) => boots.findLast((boot) => boot.line < line)?.facts ?? null,
    bootBetween: (first, second) => boots.some((boot) => boot.line > first && boot.line < second),
    injectionBefore: (header) => {
      const last = injections.findLast((entry) => entry.line < header.line && entry.caller === header.caller)
      return last === undefined || header.line - last.line > reach ? null : read(last, header.line)
    }
  }
}
