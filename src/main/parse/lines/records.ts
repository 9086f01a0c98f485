import { bytesOfList, type Field, readField, readObject, unescaped } from './json-fields.ts'
import type { RawLine } from './split-lines.ts'

/**
 * Logs whose lines are records: the message is one of their fields. It is taken out, with the time and the caller of
 * its record in front as a log of text would have them, and the lines that hold no message are left out. The place of a
 * message is that of its bytes within the record, and its whole line where it is escaped.
 *
 * Formats: journalctl -o json, json-pretty, export and verbose (systemd's JOURNAL_EXPORT_FORMATS), dmesg --json
 * (util-linux, sys-utils/dmesg.c), json-file logs of Docker, structured logs of clouds, and LAVA's output.yaml.
 */
type Message = { readonly line: RawLine; readonly text: string; readonly end: number }

type RecordReader = {
  readonly take: (line: RawLine) => void
  readonly end: () => void
}

type Form = 'json' | 'export' | 'verbose'

/** Fields that hold a message, the most telling first. */
const messageKeys = ['MESSAGE', 'log', 'msg', 'message', 'textPayload']
/** A cursor of the journal in front of each record. */
const cursor = '__CURSOR='
const verboseHead = /^[A-Z][a-z]{2} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})? [A-Z+\d:-]{1,6}) \[s=[0-9a-f]{1,32};/
const assignment = /^ {0,8}(_{0,2}[A-Z][A-Z0-9_]{0,63})=/
/** Lines of JSON that hold no field. */
const brackets = /^[\s[\]{},]{1,40}$/
const dmesgHead = /^\s{0,8}(?:\{ ?)?"dmesg" ?: ?\[$/

/** Whether records may start with the line, going by its first characters: few lines start so. */
const mayStart = (text: string): boolean => {
  const first = text.charCodeAt(0)
  if (first === 123 || first === 95) return true
  if (first === 45) return text.startsWith('- {')
  // `Mon 2026-11-16`
  return first > 64 && text.charCodeAt(3) === 32 && text.charCodeAt(4) === 50
}

/** A field longer than this says something itself. */
const longestField = 1000
/** More lines than these are no record. */
const mostLines = 2000

const iso = (microseconds: string): string => {
  const time = Number(microseconds) / 1000
  return time > 0 && time < 8e15 ? new Date(time).toISOString() : ''
}

/** What stands in front of the message in a log of text. */
const prefixOf = (fields: ReadonlyMap<string, string>): string => {
  const stamp = fields.get('__REALTIME_TIMESTAMP')
  if (stamp !== undefined || fields.has('_TRANSPORT') || fields.has('SYSLOG_IDENTIFIER')) {
    const time = stamp === undefined ? '' : /^\d{10,17}$/.test(stamp) ? iso(stamp) : stamp
    const by = fields.get('_TRANSPORT') === 'kernel' ? 'kernel' : (fields.get('SYSLOG_IDENTIFIER') ?? 'kernel')
    // What is no time would be read as part of the message.
    return /^\d{4}-\d\d-\d\dT\S{8,24}$/.test(time) ? `${time} ${by.replaceAll(/\s/g, '_')}: ` : ''
  }
  const uptime = fields.get('time')
  if (uptime !== undefined && /^ {0,12}\d{1,10}\.\d{3,9}$/.test(uptime)) {
    const caller = fields.get('caller') ?? ''
    return `[${uptime}]${/^[TC]\d{1,10}$/.test(caller) ? `[ ${caller}]` : ''} `
  }
  const time = uptime ?? fields.get('dt') ?? fields.get('timestamp') ?? ''
  return /^\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d)?$/.test(time) ? `${time} ` : ''
}

/** Where the text ends without the pieces at its end that are one of these. */
const endWithout = (text: string, pieces: readonly string[]): number => {
  let end = text.length
  for (let piece: string | undefined = ''; piece !== undefined;) {
    end -= piece.length
    const left = end
    piece = pieces.find((one) => text.endsWith(one, left))
  }
  return end
}

/** A message that stands as it is, but for the line end that Docker writes into it; null where the field holds none. */
const messageOf = (line: RawLine, { raw, at, isString }: Field): Message | null => {
  const plain = raw.slice(0, endWithout(raw, [String.raw`\r`, String.raw`\n`]))
  if (isString && !plain.includes('\\')) return { line, text: plain, end: line.startByte + at + plain.length }
  const text = isString ? unescaped(raw) : raw === 'null' ? '' : bytesOfList(raw)
  return text === null ? null : { line, text, end: -1 }
}

export const createRecordReader = (give: (line: RawLine) => void): RecordReader => {
  /** What the lines are a part of. */
  let form: Form | null = null
  /** Fields of the record that its lines have told so far, and its message. */
  let fields = new Map<string, string>()
  let message: Message | null = null
  let lines = 0
  /** The line of a message whose bytes follow. */
  let list: RawLine | null = null
  let bytes = ''
  let isBinary = false

  const reset = (): void => {
    fields = new Map()
    message = null
    list = null
    lines = 0
  }

  const finish = (): void => {
    if (message !== null) {
      const { line, text, end } = message
      const { startByte, endByte } = line
      const whole = text.slice(0, endWithout(text, ['\n', '\r'])).replaceAll('\n', ' ')
      const asIs = line.asIs && end >= 0 && whole === text
      const textStart = end - whole.length
      give({ line: line.line, startByte, endByte, text: prefixOf(fields) + whole, asIs, textStart, textEnd: end })
    }
    reset()
  }

  const leave = (): void => {
    finish()
    form = null
  }

  const takeField = (line: RawLine, field: Field): void => {
    const { key, raw, isString } = field
    if (messageKeys.includes(key)) message ??= messageOf(line, field)
    else if (raw.length < 100) fields.set(key, isString ? unescaped(raw) : raw)
  }

  /** A record on one line. */
  const takeObject = (line: RawLine, from: number): boolean => {
    const read = readObject(line.text, from)
    if (read === null) return false
    const key = messageKeys.find((known) => read.some((field) => field.key === known))
    const said = read.find((field) => field.key === key)
    if (said === undefined || messageOf(line, said) === null) return false
    leave()
    for (const field of read) if (field === said || !messageKeys.includes(field.key)) takeField(line, field)
    finish()
    return true
  }

  const takeAssignment = (line: RawLine, key: string, from: number): void => {
    if (key === '__CURSOR') finish()
    const text = line.text.slice(from)
    if (key === 'MESSAGE') message = { line, text, end: line.startByte + line.text.length }
    else if (text.length < 100) fields.set(key, text)
  }

  /** Whether the line is part of the records that the lines before it are of. */
  const goesOn = (line: RawLine): boolean => {
    const { text } = line
    lines += 1
    if (lines > mostLines) return false
    if (form === 'json') {
      if (list !== null) {
        bytes += text
        if (!text.includes(']')) return bytes.length < 100_000 && /^[\s\d,]*$/.test(text)
        message = { line: list, text: bytesOfList(bytes) ?? '', end: -1 }
        list = null
        return true
      }
      if (brackets.test(text)) {
        if (text.includes('}')) finish()
        return true
      }
      const read = readField(text, 0)
      if (read !== null) {
        const { key, raw } = read.field
        if (raw.length > longestField && !messageKeys.includes(key)) return false
        takeField(line, read.field)
        return true
      }
      if (/^\s{1,8}"MESSAGE" ?: ?\[$/.test(text)) {
        list = line
        bytes = '['
      }
      // Lists and objects within the record.
      return list !== null || /^\s{1,8}"[^"]{1,64}" ?: ?[[{]$/.test(text)
    }
    if (isBinary) {
      // Eight bytes tell its length.
      isBinary = false
      message = { line, text: text.slice(8), end: line.startByte + line.text.length }
      return true
    }
    const key = assignment.exec(text)
    if (key?.[1] !== undefined) {
      takeAssignment(line, key[1], key[0].length)
      return true
    }
    if (form === 'export' && text === 'MESSAGE') {
      isBinary = true
      return true
    }
    if (form === 'export' && text === '') {
      finish()
      return true
    }
    return form === 'verbose' && /^ {4,}\S/.test(text) && message !== null
  }

  /** Whether records start here. */
  const starts = (line: RawLine): boolean => {
    const { text } = line
    const code = text.charCodeAt(0)
    if (code === 123 || code === 45) {
      const from = code === 123 ? 0 : text.startsWith('- {') ? 2 : -1
      if (from < 0) return false
      if (takeObject(line, from)) return true
      if (text !== '{' && !dmesgHead.test(text)) return false
      leave()
      form = 'json'
      return true
    }
    if (text.startsWith(cursor)) {
      leave()
      form = 'export'
      takeAssignment(line, '__CURSOR', cursor.length)
      return true
    }
    const head = verboseHead.exec(text)
    if (head?.[1] === undefined) return false
    leave()
    form = 'verbose'
    fields.set('__REALTIME_TIMESTAMP', head[1].replace(' ', 'T').replace(/ UTC$/, 'Z').replace(/ .*$/, ''))
    return true
  }

  return {
    take: (line) => {
      if (form === null && !mayStart(line.text)) {
        give(line)
        return
      }
      if (form !== null && goesOn(line)) return
      if (starts(line)) return
      if (form !== null) leave()
      give(line)
    },
    end: leave
  }
}
