/** Fields in which log tools keep a message (journald, Docker, dmesg --json, clouds, GELF), in small letters. */
const messageKey = /message$|^(?:msg|log|textpayload|line|_raw|event)$/

/** What a text says of itself that is JSON, or begins as it. */
export type JsonShape = {
  /** Names of fields were met. */
  readonly hasFields: boolean
  /** A field that tools keep messages in holds words. */
  readonly hasMessages: boolean
}

const literal = /(?:true|false|null|-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?)(?=[\s,:\]}]|$)/y
/** One that the end of the text cuts. */
const cutLiteral = /(?:[a-z]{1,5}|-?[\d.eE+-]{1,40})$/y
const blanks = /[ \t\r\n]*/y

const match = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

/** The string that begins with a quote at `from`; up to the end of the text where it does not end. Null where none is. */
const stringAt = (text: string, from: number): string | null => {
  let at = from + 1
  while (at < text.length && text[at] !== '"') {
    const code = text.charCodeAt(at)
    if (code < 32 && code !== 9) return null
    at += text[at] === '\\' ? 2 : 1
  }
  return text.slice(from, at + 1)
}

/** A message is words, or the bytes of some (journald writes what is not UTF-8 as a list). */
const isMessage = (value: string): boolean => value === '[' || /\S\s\S/.test(value)

/**
 * Reads a text as JSON values, one or one after the other as in JSON Lines (RFC 8259, jsonlines.org); null where it is
 * anything else. It may be cut anywhere: of a large file only the beginning is looked at.
 */
export const readJsonShape = (text: string): JsonShape | null => {
  const open: ('{' | '[')[] = []
  let hasFields = false
  let hasMessages = false
  let key = ''
  /** What may stand next; `first` is a value or key, or the end of what was opened. */
  let next: 'value' | 'first' | 'key' | 'colon' | 'end' = 'value'
  for (let at = match(blanks, text, 0)?.length ?? 0; at < text.length; at += match(blanks, text, at)?.length ?? 0) {
    const mark = text[at] ?? ''
    const inside = open.at(-1)
    if ((next === 'end' || next === 'first') && mark === (inside === '{' ? '}' : ']')) {
      open.pop()
      next = open.length === 0 ? 'value' : 'end'
      at += 1
    } else if (next === 'end' || next === 'colon') {
      if (mark !== (next === 'end' ? ',' : ':')) return null
      next = next === 'end' && inside === '{' ? 'key' : 'value'
      at += 1
    } else if (next === 'key' || (next === 'first' && inside === '{')) {
      const name = mark === '"' ? stringAt(text, at) : null
      if (name === null) return null
      key = name.slice(1, -1).toLowerCase()
      hasFields = true
      next = 'colon'
      at += name.length
    } else {
      const opens = mark === '{' || mark === '['
      const plain = mark === '"' ? stringAt(text, at) : (match(literal, text, at) ?? match(cutLiteral, text, at))
      const value = opens ? mark : plain
      if (value === null) return null
      if (inside === '{' && messageKey.test(key) && isMessage(value)) hasMessages = true
      if (opens) open.push(mark)
      next = opens ? 'first' : open.length === 0 ? 'value' : 'end'
      at += value.length
    }
  }
  return { hasFields, hasMessages }
}
