import { writtenValue } from './change-filter.ts'
import { fieldNames, fieldOf, fields, type FieldName } from './fields.ts'
import { tokensOf } from './tokens.ts'

export type Completion = {
  /** What it is called in a list. */
  readonly label: string
  readonly help: string
  /** The whole text with it, and where the caret is then. */
  readonly text: string
  readonly caret: number
}

/** Values of fields that are free, as the corpus has them. */
export type KnownValues = { readonly [Name in FieldName]?: readonly string[] }

const most = 12

/** What can be typed on at the caret: the name of a field, or one of its values. Empty where it is a word. */
export const completionsOf = (text: string, caret: number, known: KnownValues): readonly Completion[] => {
  const token = tokensOf(text).find(({ start, end }) => start < caret && caret <= end)
  if (!token) return []
  const put = (start: number, end: number, by: string): Pick<Completion, 'text' | 'caret'> => ({
    text: text.slice(0, start) + by + text.slice(end),
    caret: start + by.length
  })
  const from = token.not ? token.start + 1 : token.start
  if (token.name === null) {
    const typed = text.slice(from, caret)
    if (!/^[a-z]+$/.test(typed)) return []
    return fieldNames
      .filter((name) => name.startsWith(typed))
      .map((name) => ({ label: `${name}:`, help: fields[name].help, ...put(from, token.end, `${name}:`) }))
  }
  const field = fieldOf(token.name)
  if (field === null) return []
  const at = token.values.find(({ start, end }) => start <= caret && caret <= end)
  const [start, end] = at ? [at.start, at.end] : [caret, caret]
  const typed = text.slice(start, caret).replace(/^"/, '').toLowerCase()
  const values = fields[field].choices ?? known[field] ?? []
  const others = token.values.filter((one) => one !== at).map((one) => one.text)
  return values
    .filter((value) => value.toLowerCase().startsWith(typed) && !others.includes(value))
    .slice(0, most)
    .map((value) => ({ label: value, help: '', ...put(start, end, writtenValue(value)) }))
    .filter((one) => one.text !== text)
}
