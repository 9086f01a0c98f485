import type { Frame } from '../../../shared/model/frame.ts'
import type { Line } from '../lines/line.ts'
import { partOf } from '../lines/place.ts'
import { readFrame } from './read-frame.ts'

/** 2.4 with names of modules: `[<c0108f97>] system_call [kernel] 0x33 (0xc1049fc0))`, and without the address. */
const oldFrame =
  /^(?:\[<([0-9a-f]{8,16})>\] )?([A-Za-z_][\w.]{0,127}) \[([\w-]{1,63})\] 0x([0-9a-f]{1,8})(?: \(.{1,40}\))?\)?$/

const readOldFrame = (text: string): Omit<Frame, 'span'> | null => {
  const [whole, address = null, name, module, offset] = oldFrame.exec(text) ?? []
  if (whole === undefined || name === undefined || offset === undefined) return null
  return {
    function: name,
    offset: Number.parseInt(offset, 16),
    size: null,
    module: module === 'kernel' || module === undefined ? null : module,
    buildId: null,
    source: null,
    address,
    reliable: true,
    inlined: []
  }
}

/** What stands in front of a line's first address is no part of a trace. */
const begin = /^ {0,40}(?:Call Trace: {0,8})?\[</

/**
 * Frames of a row that holds several, as kernels of 2.4 and early 2.6 and m68k print them: `[<c0123500>] f+0x20/0x50
 * [<c0123600>] g+0x20/0x50` (arch/i386/kernel/traps.c, show_trace). None where anything in it is no frame.
 */
export const readRow = (line: Line): readonly Frame[] => {
  const { text } = line
  if (!begin.test(text) || text.length > 400) return []
  const frames: Frame[] = []
  for (let from = text.indexOf('[<'); from >= 0;) {
    const next = text.indexOf(' [<', from)
    const piece = text.slice(from, next < 0 ? text.length : next).trimEnd()
    const frame = readOldFrame(piece) ?? readFrame({ ...line, text: piece })
    if (frame === null) return []
    frames.push({ ...frame, span: partOf(line, from, from + piece.length) })
    from = next < 0 ? -1 : next + 1
  }
  return frames
}

/** `EIP is at f [module] 0x12 (2.4.20-8)`: where a kernel of 2.4 stood. */
export const readOldPlace = (line: Line, from: number): Frame | null => {
  const text = line.text.slice(from).trimEnd()
  const frame = text.includes('] 0x') ? readOldFrame(text) : null
  return frame === null ? null : { ...frame, span: partOf(line, from, from + text.length) }
}
