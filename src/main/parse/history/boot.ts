import type { Facts } from '../../../shared/model/facts.ts'
import type { Line } from '../lines/line.ts'
import { partOf } from '../lines/place.ts'

/** What the boot line says of the kernel. */
export type BootFacts = Pick<Facts, 'kernel' | 'commit' | 'compiler' | 'builder' | 'buildTime' | 'build'>

export const bootWords = 'Linux version '

/** Where the bracket that opens at `from` closes, or -1. */
const closing = (text: string, from: number): number => {
  let depth = 0
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 40) depth += 1
    else if (code === 41) {
      depth -= 1
      if (depth === 0) return index
    }
  }
  return -1
}

const weekday = /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?: [A-Z+\d-]{2,6})? \d{4}/
const day = /\d{4}-\d\d-\d\d/

/** When a kernel was built, of the words after its release. */
export const buildTimeIn = (build: string): { readonly at: number; readonly text: string } | null => {
  const match = weekday.exec(build) ?? day.exec(build)
  return match === null ? null : { at: match.index, text: match[0] }
}

const looked = 2000

/**
 * `Linux version 6.12.9 (user@host) (gcc (Debian 14.2.0-19) 14.2.0, GNU ld (GNU Binutils) 2.44) #1 SMP Mon Nov 16 ...`
 * (init/version.c, linux_banner), and before 5.9 `(gcc version 6.3.0 20170516 (Debian 6.3.0-18) )`.
 */
export const readBootLine = (line: Line): BootFacts | null => {
  const start = line.text.indexOf(bootWords)
  // A message that quotes another kernel's line has words in front.
  if (start < 0 || start > 2) return null
  const text = line.text.slice(0, looked)
  const from = start + bootWords.length
  const blank = text.indexOf(' ', from)
  const end = blank < 0 ? text.length : blank
  const release = text.slice(from, end)
  if (!/^\d{1,4}\.\d/.test(release)) return null
  const place = (at: number, value: string): { readonly value: string; readonly span: ReturnType<typeof partOf> } => ({
    value,
    span: partOf(line, at, at + value.length)
  })
  const commit = /-g([0-9a-f]{7,40})(?=$|[-.+])/.exec(release)
  let builder: BootFacts['builder'] = null
  let compiler: BootFacts['compiler'] = null
  let at = end + 1
  if (text.charCodeAt(at) === 40) {
    const close = closing(text, at)
    const inside = close < 0 ? '' : text.slice(at + 1, close)
    if (inside.includes('@')) {
      builder = place(at + 1, inside)
      at = close + 2
    }
  }
  if (text.charCodeAt(at) === 40) {
    const close = closing(text, at)
    const inside = close < 0 ? '' : text.slice(at + 1, close).trimEnd()
    if (inside !== '') {
      compiler = place(at + 1, inside)
      at = close + 2
    }
  }
  const words = text.charCodeAt(at) === 35 ? text.slice(at).trimEnd() : ''
  const time = buildTimeIn(words)
  return {
    kernel: place(from, release),
    commit: commit?.[1] === undefined ? null : place(from + commit.index + 2, commit[1]),
    builder,
    compiler,
    build: words === '' ? null : place(at, words),
    buildTime: time === null ? null : place(at + time.at, time.text)
  }
}
