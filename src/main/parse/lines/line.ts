import { ampersand, angle, beyondAscii, control, createLineMarker } from './mark-line.ts'
import { withoutEntities, withoutTags } from './markup.ts'
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

/**
 * rsyslogd writes control characters as `#` and three octal digits ($EscapeControlCharactersOnReceive). A line end within
 * a message is a blank here, as it is in a journal's record: a line of the log is one line of a report.
 */
const unescaped = (text: string): string =>
  text.replaceAll(/#0(?:15|33\[[\d;]{0,16}m)/g, '').replaceAll(/#01[12]/g, ' ')

const notAscii = /[\u0080-\u00ff]/

const markOddities = createLineMarker([])

/** Whether a text holds a `<` other than that of `[<ffffffff81000000>]`. */
const holdsTag = (text: string): boolean => {
  let at = text.indexOf('<')
  while (at > 0 && text.charCodeAt(at - 1) === 91) at = text.indexOf('<', at + 1)
  return at >= 0
}

/** Whether a prefix holds a time in brackets, as printk's does. */
const isStamped = (text: string, end: number): boolean => end > 0 && text.lastIndexOf(']', end - 1) >= 0

/**
 * Of a line that starts with other text (firmware, a message that another CPU broke into) the kernel's message is what
 * counts. `gluedBefore` asks for one behind a kernel message too.
 */
export const toLine = (raw: RawLine, gluedBefore = -1): Line => {
  let text = raw.text
  const marks = raw.marks ?? markOddities(Buffer.from(text, 'latin1'), 0, text.length)
  const odd = marks & (control | beyondAscii | ampersand | angle)
  if (odd !== 0) {
    // Mailers write blanks as U+00A0, which is these two bytes in UTF-8.
    if ((odd & beyondAscii) !== 0) text = text.replaceAll('\u00c2\u00a0', ' ')
    if ((odd & control) !== 0) text = text.replace(escapes, '')
    if ((odd & angle) !== 0 && holdsTag(text)) text = withoutTags(text)
    if ((odd & ampersand) !== 0) text = withoutEntities(text)
  }
  let prefix = readPrefix(text)
  if (gluedBefore >= 0 || (text.indexOf(']', Math.max(8, prefix.at)) > 0 && !isStamped(text, prefix.at))) {
    const glued = gluedMessage(text)
    if (glued > prefix.at) prefix = readPrefix(text, glued)
  }
  const written = prefix.at === 0 ? text : text.slice(prefix.at)
  // Most lines begin with the kernel's own time, and no log tool wrote them.
  const isOfTool = prefix.at > 0 && text.charCodeAt(0) !== 91
  const message = isOfTool && written.includes('#0') ? unescaped(written) : written
  const foreign = (odd & beyondAscii) !== 0 && notAscii.test(message)
  // Escape codes mostly stand in front of the message: what follows them is in the log as it is.
  const asIs = !foreign && raw.asIs && (text === raw.text || raw.text.endsWith(message))
  const textByte = (raw.textEnd ?? raw.startByte + raw.text.length) - message.length
  return {
    line: raw.line,
    startByte: raw.startByte,
    endByte: raw.endByte,
    caller: prefix.caller,
    text: foreign ? Buffer.from(message, 'latin1').toString('utf8') : message,
    // What a record's fields put in front of its message is not in the log.
    textByte: asIs && textByte >= (raw.textStart ?? raw.startByte) ? textByte : -1
  }
}
