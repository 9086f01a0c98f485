import { gluedMessage, readPrefix } from './prefix.ts'
import type { RawLine } from './split-lines.ts'

/** A line with its prefix off. `text` is decoded from UTF-8 and holds no escape codes. */
export type Line = {
  readonly line: number
  readonly startByte: number
  readonly endByte: number
  readonly caller: string
  readonly text: string
  /** Byte in the log where the text starts, if it stands there as it is; -1 where it was altered or is not ASCII. */
  readonly textByte: number
}

/** CSI and OSC sequences (ECMA-48 5.4), two-character escapes, and control characters other than tab. */
const escapes = new RegExp(
  [
    String.raw`\u001b\[[0-?]{0,32}[ -/]{0,4}[@-~]`,
    String.raw`\u001b\][^\u0007\u001b]{0,256}(?:\u0007|\u001b\\)`,
    String.raw`\u001b[@-Z\\^_c=>78]`,
    String.raw`[\u0000-\u0008\u000b-\u001f\u007f]`
  ].join('|'),
  'g'
)

const isOdd = (text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if ((code < 32 && code !== 9) || code > 126) return true
  }
  return false
}

/** Copies the text out of its chunk, so that a kept line does not keep the chunk alive, and decodes UTF-8. */
const decode = (text: string): string => Buffer.from(text, 'latin1').toString('utf8')


/** `glued` finds a kernel message behind other text on the same line; only asked for where a crash word stands. */
export const toLine = (raw: RawLine, gluedBefore = -1): Line => {
  const odd = isOdd(raw.text)
  const text = odd ? raw.text.replace(escapes, '') : raw.text
  let prefix = readPrefix(text)
  if (gluedBefore >= 0) {
    const glued = gluedMessage(text, text.length)
    if (glued > prefix.at) prefix = readPrefix(text, glued)
  }
  return {
    line: raw.line,
    startByte: raw.startByte,
    endByte: raw.endByte,
    caller: prefix.caller,
    text: decode(text.slice(prefix.at)),
    textByte: odd ? -1 : raw.startByte + prefix.at
  }
}
