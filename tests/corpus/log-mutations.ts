import { shapes } from './log-shapes.ts'

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A mutated log is no longer than this, in characters. */
const longest = 2_000_000
const mostChanges = 6
const odd = [
  '\u0000',
  '\u001b[31m',
  '\r',
  '\n',
  '\t',
  '\u00ff',
  '> ',
  '<4>',
  '[    1.000000] ',
  '&lt;',
  '=\n',
  '+0x',
  '%'
]

type Change = (text: string, other: string, below: (limit: number) => number) => string

const onLines =
  (change: (lines: string[], below: (limit: number) => number) => readonly string[]): Change =>
  (text, _, below) =>
    change(text.split('\n'), below).join('\n')

/** What happens to logs on their way, and what never should. Text is latin1: one character a byte. */
const changes: Readonly<Record<string, Change>> = {
  flip: (text, _, below) => {
    const bytes = Buffer.from(text, 'latin1')
    for (let count = below(20); count >= 0 && bytes.length > 0; count -= 1) bytes[below(bytes.length)] = below(256)
    return bytes.toString('latin1')
  },
  insert: (text, _, below) => {
    const at = below(text.length + 1)
    return text.slice(0, at) + (odd[below(odd.length)] ?? '').repeat(1 + below(40)) + text.slice(at)
  },
  cut: (text, _, below) => {
    const from = below(text.length + 1)
    return below(2) === 0 ? text.slice(from) : text.slice(0, from)
  },
  remove: (text, _, below) => {
    const from = below(text.length + 1)
    return text.slice(0, from) + text.slice(from + below(4000))
  },
  repeat: (text, _, below) => {
    const from = below(text.length + 1)
    const run = text.slice(from, from + 1 + below(3000))
    return text.slice(0, from) + run.repeat(1 + below(below(8) === 0 ? 400 : 4)) + text.slice(from)
  },
  'drop lines': onLines((lines, below) => {
    const every = 2 + below(30)
    return lines.filter(() => below(every) > 0)
  }),
  'double lines': onLines((lines, below) => {
    const every = 2 + below(30)
    return lines.flatMap((line) => (below(every) === 0 ? [line, line] : [line]))
  }),
  'swap lines': onLines((lines, below) => {
    for (let count = below(20); count >= 0; count -= 1) {
      const first = below(lines.length)
      const second = below(lines.length)
      const line = lines[first] ?? ''
      lines[first] = lines[second] ?? ''
      lines[second] = line
    }
    return lines
  }),
  'join lines': (text, _, below) => {
    const every = 2 + below(30)
    return text.replaceAll('\n', () => (below(every) === 0 ? ' ' : '\n'))
  },
  'break lines': (text, _, below) => {
    const every = 2 + below(60)
    return text.replaceAll(' ', () => (below(every) === 0 ? '\n' : ' '))
  },
  'another log behind': (text, other) => `${text}\n${other}`,
  'another log between the lines': (text, other, below) => {
    const second = other.split('\n')
    return text
      .split('\n')
      .flatMap((line) => (below(3) === 0 ? [line, ...second.splice(0, 1 + below(4))] : [line]))
      .join('\n')
  },
  'another shape': onLines((lines, below) => shapes[below(shapes.length)]?.write(lines) ?? lines),
  'no prefixes': (text) => text.replaceAll(/^(?:<\d>)?\[ {0,12}\d{1,10}\.\d{6}\](?:\[ {0,12}[TC]\d{1,10}\])? /gm, ''),
  'CR LF': (text) => text.replaceAll('\n', '\r\n')
}

const names = Object.keys(changes)

/** One of the logs after some changes; the same for the same seed. `logs`: latin1 texts. */
export const mutatedLog = (logs: readonly string[], seed: number): Uint8Array => {
  const random = randomOf(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  let text = logs[below(logs.length)] ?? ''
  for (let count = below(mostChanges); count >= 0; count -= 1) {
    const change = changes[names[below(names.length)] ?? '']
    const other = logs[below(logs.length)] ?? ''
    if (change !== undefined) text = change(text, other, below).slice(0, longest)
  }
  return Buffer.from(text, 'latin1')
}
