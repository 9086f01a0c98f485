import type { Frame, Stack } from '../../shared/model/frame.ts'
import type { Report } from '../../shared/model/report.ts'
import { commonName, isMachinery } from './function-name.ts'

const telling = (functions: readonly string[]): readonly string[] =>
  functions.map(commonName).filter((name) => !isMachinery(name))

const expanded = (frames: readonly Frame[]): readonly string[] =>
  telling(frames.flatMap((frame) => [...frame.inlined.map((inline) => inline.function), frame.function]))

/** With so few reliable frames the unwinder lost its way: what else it found on the stack is then better than nothing. */
const fewFrames = 3

/** The common names of frames and of what is inlined in them, innermost first, without what reports a crash. */
export const namesOf = (frames: readonly Frame[]): readonly string[] => {
  const reliable = expanded(frames.filter((frame) => frame.reliable))
  return reliable.length < fewFrames ? [...reliable, ...expanded(frames.filter((frame) => !frame.reliable))] : reliable
}

/**
 * The crash's own functions. What an interrupt took the CPU from is printed below the interrupt's own call trace, with
 * its instruction between the two: it has no part in a crash in the interrupt, but is what hangs where the interrupt is
 * the watchdog's. An instruction below the whole trace is of another one.
 */
export const crashNames = (report: Report, stack: Stack | null): readonly string[] => {
  const set = report.registers.find((one) => one.mode !== 'user' && !one.repeat && one.instruction !== null)
  const instruction = set?.instruction ? namesOf([set.instruction]) : []
  if (stack === null) return instruction
  const names = namesOf(stack.frames)
  if (set === undefined) return names
  const { line } = set.span
  if ((stack.frames.at(-1)?.span.line ?? 0) < line) return names
  const above = report.kind === 'hang' ? [] : namesOf(stack.frames.filter((frame) => frame.span.line < line))
  return above.length > 0 ? above : [...instruction, ...names]
}

const symbol = /(?<![\w.])([A-Za-z_][\w.]*)\+0x[0-9a-f]+\/0x[0-9a-f]+/g

/** Functions that a report without a call trace names all the same: in its first line, `lr : f+0x10/0x20`, `ra : f+0x14/0x1c`. */
export const namedInLines = (report: Report): readonly string[] =>
  telling(
    report.lines
      .filter((line) => !line.repeat && line.kind !== 'context')
      .flatMap((line) => [...line.text.matchAll(symbol)].map(([, name = '']) => name))
  )
