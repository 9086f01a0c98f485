import type { Injection } from '../../../shared/model/injection.ts'
import type { Line } from '../lines/line.ts'
import { spanOf } from '../lines/place.ts'

export const injectionWords = 'FAULT_INJECTION: forcing a failure'

/** `name failslab, interval 1, probability 0, space 0, times 0` (lib/fault-inject.c, fail_dump). */
const nameLine =
  /^name ([\w"./-]{1,64})(?:, interval (-?\d{1,9}))?(?:, probability (-?\d{1,9}))?(?:, space (-?\d{1,9}))?(?:, times (-?\d{1,9}))?/

const number = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits))

/** Reads the lines of an injection, the first of which says that it is one; without the frames. */
export const readInjection = (lines: readonly Line[]): Injection | null => {
  for (const line of lines.slice(0, 4)) {
    const text = line.text.trim()
    const at = text.indexOf('name ')
    const match = at < 0 ? null : nameLine.exec(text.slice(at))
    if (match?.[1] === undefined) continue
    return {
      name: match[1],
      interval: number(match[2]),
      probability: number(match[3]),
      space: number(match[4]),
      times: number(match[5]),
      frames: [],
      span: spanOf(line)
    }
  }
  return null
}
