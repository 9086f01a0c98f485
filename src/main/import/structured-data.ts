import { readJsonShape } from './json-shape.ts'
import { isDataTable } from './table-shape.ts'

/** So much of the beginning of a text is looked at, in bytes. */
const lookedAt = 256 * 1024

const byteOrderMark = /^\u00ef\u00bb\u00bf/

/**
 * What of a text that begins so is surely data and no log, in words; null where it may be a log. Log tools write JSON
 * and tables too: where a field is one for messages, it is theirs.
 */
export const structuredData = (head: Uint8Array): string | null => {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, lookedAt))
    .toString('latin1')
    .replace(byteOrderMark, '')
  const start = text.trimStart()
  if (start.startsWith('{') || start.startsWith('[')) {
    const shape = readJsonShape(start)
    return shape?.hasFields === true && !shape.hasMessages ? 'JSON' : null
  }
  return isDataTable(text) ? 'a table' : null
}
