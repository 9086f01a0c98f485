import { zstdDecompressSync } from 'node:zlib'

/** Something that Oopsdesk stored does not read back: SQLite has no checksums, so damage shows here too. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Unpacks a zstd blob of `size` bytes, of any size where that is null. `what` names it when it is damaged. */
export const unpack = (data: Uint8Array, size: number | null, what: string): Uint8Array => {
  const limit = size === null ? {} : { maxOutputLength: Math.max(size, 1) }
  const bytes = ((): Uint8Array | null => {
    try {
      return zstdDecompressSync(data, limit)
    } catch {
      return null
    }
  })()
  if (!bytes || (size !== null && bytes.length !== size)) throw new Unreadable(`${what} cannot be unpacked`)
  return bytes
}

type Schema<Value> = {
  readonly safeParse: (value: unknown) => { readonly success: true; readonly data: Value } | { readonly success: false }
}

const parsed = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Unreadable(`${what} cannot be read`)
  }
}

/** Reads stored JSON by a schema, which fills in what was not known yet when it was stored. */
export const readStored = <Value>(schema: Schema<Value>, text: string, what: string): Value => {
  const checked = schema.safeParse(parsed(text, what))
  if (!checked.success) throw new Unreadable(`${what} has a shape that this version does not know`)
  return checked.data
}

/** Reads a stored JSON array of strings. */
export const readStoredList = (text: string, what: string): readonly string[] => {
  const list = parsed(text, what)
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) {
    throw new Unreadable(`${what} cannot be read`)
  }
  return list
}

/** Reads a stored JSON object of strings. */
export const readStoredMap = (text: string, what: string): ReadonlyMap<string, string> => {
  const map = parsed(text, what)
  if (typeof map !== 'object' || map === null) throw new Unreadable(`${what} cannot be read`)
  return new Map(Object.entries(map).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))
}
