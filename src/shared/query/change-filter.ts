import { fieldOf, fields, type FieldName } from './fields.ts'
import { parseFilter } from './parse-filter.ts'
import { tokensOf, type Token } from './tokens.ts'

/** A value as it is typed: in quotes where it would be taken for more than one. */
export const writtenValue = (value: string): string =>
  value === '' || /[\s,"]/.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value

const isOf = ({ name, not }: Token, field: FieldName): boolean => !not && name !== null && fieldOf(name) === field

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Puts another text in the place of a token, or takes it away with the space behind it. */
const replaced = (text: string, { start, end }: Token, by: string): string =>
  by === ''
    ? `${text.slice(0, start)}${text.slice(end).replace(/^\s+/, '')}`.trim()
    : text.slice(0, start) + by + text.slice(end)

const added = (text: string, more: string): string => (text.trim() === '' ? more : `${text.trim()} ${more}`)

/** The values that a filter asks for in a field, those left out aside. */
export const askedValues = (text: string, field: FieldName): readonly string[] =>
  parseFilter(text).terms.flatMap((term) => (term.field === field && !term.not ? term.values : []))

const without = (text: string, field: FieldName, value: string): string => {
  let rest = text
  // From the end, so that what stands before stays in its place.
  for (const token of tokensOf(text).toReversed()) {
    if (!isOf(token, field) || !token.values.some((one) => same(one.text.trim(), value))) continue
    const kept = token.values.filter((one) => !same(one.text.trim(), value))
    const written = kept.map((one) => writtenValue(one.text)).join(',')
    rest = replaced(rest, token, written === '' ? '' : `${token.name ?? ''}:${written}`)
  }
  return rest
}

/** Asks for a value, or no more where the filter does: what a click on a facet does. */
export const toggledValue = (text: string, field: FieldName, value: string): string => {
  if (askedValues(text, field).some((one) => same(one, value))) return without(text, field, value)
  const token = fields[field].either
    ? tokensOf(text).find((one) => isOf(one, field) && one.values.length > 0)
    : undefined
  return token
    ? replaced(text, token, `${text.slice(token.start, token.end)},${writtenValue(value)}`)
    : added(text, `${field}:${writtenValue(value)}`)
}

/** Asks for nothing of a field any more; what it leaves out stays. */
export const clearedField = (text: string, field: FieldName): string => {
  let rest = text
  for (const token of tokensOf(text).toReversed()) if (isOf(token, field)) rest = replaced(rest, token, '')
  return rest
}
