import { visibleProse } from '../../../shared/model/visible.ts'

/**
 * What spreadsheets take for a formula: it begins with one of these, also after blanks and quotes that they strip, in
 * the wide forms that some of them read too. A tab or a carriage return at the beginning is stripped likewise.
 */
const formula = /^(?:[\t\r]|[\s"'`]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u

/**
 * The same within a cell, after what a spreadsheet set to another separator would end the cell at. A list's `- ` stays,
 * unless the line could call a program.
 */
const formulaWithin = /([\n;\t][ "'`]*)(?=[=+@\uff1d\uff0b\uff0d\uff20]|-(?! [^|\n]*(?:\n|$)))/gu

/** Text as a cell that no spreadsheet runs, in quotes where RFC 4180 asks for them. */
export const cell = (value: string | number): string => {
  if (typeof value === 'number') return String(value)
  const text = formula.test(value) ? `'${visibleProse(value)}` : visibleProse(value)
  const guarded = text.replaceAll(formulaWithin, "$1'")
  return /[",\n;\t']/.test(guarded) ? `"${guarded.replaceAll('"', '""').replaceAll('\n', '\r\n')}"` : guarded
}

export const csvLine = (values: readonly (string | number)[]): string => `${values.map(cell).join(',')}\r\n`
