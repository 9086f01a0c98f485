/** Columns in which exports of log tools keep a message, in small letters. */
const messageColumns =
  /message$|(?:^|[._ ])(?:msg|log|text|line|raw)$|^(?:textpayload|content|event|body|syslog|console|dmesg|kmsg)$/

/** Rows and columns below which a text is no table for sure. */
const fewestRows = 2
const fewestColumns = 3
const mostRows = 200

const header = /^[A-Za-z][\w .()/#%-]{0,39}(?<! )$/

/** The cells of the rows of a text, as far as it goes; null where a quoted cell is not one (RFC 4180). */
const readRows = (text: string, separator: string): readonly (readonly string[])[] | null => {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length && rows.length < mostRows;) {
    let cell: string
    if (text[at] === '"') {
      let end = at + 1
      for (; end < text.length; end += 1) {
        if (text[end] !== '"') continue
        if (text[end + 1] !== '"') break
        end += 1
      }
      // The row goes on beyond the beginning that is looked at.
      if (end >= text.length) return rows
      cell = text.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
    } else {
      let end = at
      while (end < text.length && text[end] !== separator && text[end] !== '\n') end += 1
      cell = text.slice(at, end)
      if (cell.includes('"')) return null
      at = end
    }
    row.push(cell)
    if (text[at] === '\r') at += 1
    if (text[at] === separator) at += 1
    else if (at >= text.length) break
    else if (text[at] === '\n') {
      at += 1
      rows.push(row)
      row = []
    } else return null
  }
  return rows
}

/**
 * Whether a text is a table with named columns, none of which is for messages of a log: an export of a spreadsheet or a
 * bug tracker. All rows that are seen whole have as many cells as there are names.
 */
export const isDataTable = (text: string): boolean => {
  const first = text.slice(0, text.indexOf('\n') + 1)
  const separator = [',', ';', '\t'].find((one) => first.split(one).length >= fewestColumns)
  if (separator === undefined) return false
  const rows = readRows(text, separator)
  const [names, ...others] = rows ?? []
  if (!names || others.length + 1 < fewestRows || names.length < fewestColumns) return false
  if (new Set(names).size < names.length || !names.every((name) => header.test(name))) return false
  if (names.some((name) => messageColumns.test(name.toLowerCase()))) return false
  return others.every((row) => row.length === names.length)
}
