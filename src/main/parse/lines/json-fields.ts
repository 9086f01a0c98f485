/**
 * The fields of an object that stands on one line, as JSON or as YAML writes it between double quotes. A log may hold
 * anything, so that nothing is read but what is needed, and what does not fit is no object.
 */
export type Field = {
  readonly key: string
  /** As it stands: of a string what is between its quotes. */
  readonly raw: string
  /** Where `raw` starts in the text. */
  readonly at: number
  readonly isString: boolean
}

const quote = 34
const backslash = 92

/** The quote that ends a string which begins at `from`, or -1. */
const endOfString = (text: string, from: number): number => {
  for (let at = from; ;) {
    const end = text.indexOf('"', at)
    if (end < 0) return -1
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === backslash && end - slashes > from) slashes += 1
    if (slashes % 2 === 0) return end
    at = end + 1
  }
}

const skipBlanks = (text: string, from: number): number => {
  let at = from
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at += 1
  return at
}

/** The end of a value that is no string: the comma or bracket behind it, other objects and lists within passed over. */
const endOfValue = (text: string, from: number): number => {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = endOfString(text, at + 1)
      if (at < 0) return -1
    } else if (code === 91 || code === 123) depth += 1
    else if (code === 93 || code === 125) {
      if (depth === 0) return at
      depth -= 1
    } else if (code === 44 && depth === 0) return at
  }
  return depth === 0 ? text.length : -1
}

/** The field that starts at `from`, and where it ends; null where none does. */
export const readField = (text: string, from: number): { readonly field: Field; readonly end: number } | null => {
  const start = skipBlanks(text, from)
  if (text.charCodeAt(start) !== quote) return null
  const keyEnd = endOfString(text, start + 1)
  const colon = keyEnd < 0 ? -1 : skipBlanks(text, keyEnd + 1)
  if (colon < 0 || text.charCodeAt(colon) !== 58) return null
  const key = text.slice(start + 1, keyEnd)
  const value = skipBlanks(text, colon + 1)
  const isString = text.charCodeAt(value) === quote
  const at = isString ? value + 1 : value
  const end = isString ? endOfString(text, at) : endOfValue(text, at)
  if (end < 0) return null
  return { field: { key, raw: text.slice(at, end), at, isString }, end: isString ? end + 1 : end }
}

/** More fields than this has no record of a log. */
const mostFields = 100

/** The fields of the object that the text holds from `from` on, or null where it holds something else. */
export const readObject = (text: string, from: number): readonly Field[] | null => {
  if (text.charCodeAt(from) !== 123) return null
  const fields: Field[] = []
  for (let at = from + 1; fields.length < mostFields;) {
    const read = readField(text, at)
    if (read === null) return null
    fields.push(read.field)
    at = skipBlanks(text, read.end)
    const code = text.charCodeAt(at)
    if (code === 125) return fields
    if (code !== 44) return null
    at += 1
  }
  return null
}

const named: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  e: '\u001b',
  0: '\0',
  a: '\u0007',
  v: '\v'
}

const escapes = /\\(?:u([0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4}){0,40})|x([0-9a-fA-F]{2})|([^]))/g

/** The bytes that a string stands for, one character each, as all text of lines is. */
export const unescaped = (raw: string): string =>
  raw.includes('\\')
    ? raw.replace(escapes, (_, units: string | undefined, byte: string | undefined, other: string | undefined) => {
        if (units !== undefined) {
          const text = String.fromCharCode(...units.split('\\u').map((unit) => Number.parseInt(unit, 16)))
          return Buffer.from(text, 'utf8').toString('latin1')
        }
        if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16))
        return named[other ?? ''] ?? other ?? ''
      })
    : raw

/** journald writes what is not UTF-8, or holds escape codes, as a list of bytes. */
export const bytesOfList = (raw: string): string | null =>
  /^\s*\[[\s\d,]*\]/.test(raw)
    ? (raw.match(/\d{1,3}/g) ?? []).map((digits) => String.fromCharCode(Number(digits) & 255)).join('')
    : null
