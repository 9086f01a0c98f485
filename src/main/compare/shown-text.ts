import type { ComparedLine } from './lines/compared-line.ts'
import { wordsOfKey } from './tokens/noise-token.ts'
import type { Objects } from './tokens/objects.ts'

/** A line as it is quoted: without its prefix, noise by its class, pointers by name. */
export type ShownText = {
  readonly a: (line: ComparedLine) => string
  readonly b: (line: ComparedLine) => string
}

/** What tells more as it is than as a class. */
const kept = new Set(['offset', 'symbol', 'source', 'register', 'code', 'memory'])

const textOf = ({ normal: { text, tokens } }: ComparedLine, nameOf: (pointer: string) => string): string => {
  let shown = ''
  let at = 0
  for (const { start, end, noise, key, pointer } of tokens) {
    const part = pointer !== '' ? nameOf(pointer) : kept.has(noise) || key === '' ? text.slice(start, end) : key
    shown += text.slice(at, start) + part
    at = end
  }
  return wordsOfKey(shown + text.slice(at)).trimEnd()
}

export const createShownText = (objects: Objects): ShownText => ({
  a: (line) => textOf(line, objects.nameOfA),
  b: (line) => textOf(line, objects.nameOfB)
})
