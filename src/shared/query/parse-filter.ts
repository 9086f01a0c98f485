import { filterTermSchema, type FilterTerm } from '../model/bucket.ts'
import { fieldNames, fieldOf, fields, type FieldName } from './fields.ts'
import { tokensOf, type TextSpan, type Token } from './tokens.ts'

/** A part that says nothing; `unfinished` where more may be typed still. */
export type FilterProblem = TextSpan & { readonly text: string; readonly unfinished: boolean }

export type ParsedFilter = {
  /** What the rest says, where a part is wrong. */
  readonly terms: readonly FilterTerm[]
  readonly problems: readonly FilterProblem[]
}

/** More would be pasted by mistake, and slow. */
const mostTerms = 50

const listed = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

const unknownField = (name: string, token: string): string =>
  `There is no field "${name}"; the fields are ${listed(fieldNames)}. To look for the text, write "${token}" in quotes.`

const wrongValue = (field: FieldName, value: string): string => {
  const { choices } = fields[field]
  return choices
    ? `"${value}" is not a value of ${field}; it has ${listed(choices)}.`
    : field === 'tag'
      ? `"${value}" cannot be a tag: one has at most 60 characters, and no comma or #.`
      : `"${value}" is too long for ${field}.`
}

const noValue = (field: FieldName): string => {
  const { choices, example } = fields[field]
  return `${field}: needs a value, ${choices ? `one of ${listed(choices)}` : `as in ${example}`}.`
}

/** What people type in capitals means the same. */
const normal = (field: FieldName, value: string): string => (fields[field].choices ? value.toLowerCase() : value)

/** As many as a term has at most. */
const mostValues = 100

const tooManyValues = (field: FieldName): string => `A filter asks for at most ${mostValues} values of ${field}.`

type ReadToken = { readonly term: FilterTerm | null; readonly problems: readonly FilterProblem[] }

const readToken = (text: string, token: Token): ReadToken => {
  const { start, end, not, name, values } = token
  const field = name === null ? null : fieldOf(name)
  if (name === null || (field === null && values.length === 0)) {
    const value = name === null ? (values[0]?.text ?? '') : text.slice(not ? start + 1 : start, end)
    const term = filterTermSchema.safeParse({ field: 'text', values: [value], not })
    return { term: term.success ? term.data : null, problems: [] }
  }
  if (field === null) {
    const problem = unknownField(name, text.slice(not ? start + 1 : start, end).replaceAll('"', ''))
    return { term: null, problems: [{ start, end, text: problem, unfinished: false }] }
  }
  if (values.length === 0) {
    return { term: null, problems: [{ start, end, text: noValue(field), unfinished: true }] }
  }
  const right: string[] = []
  const problems: FilterProblem[] = []
  for (const value of values) {
    const one = normal(field, value.text.trim())
    if (filterTermSchema.safeParse({ field, values: [one], not }).success) right.push(one)
    else {
      const unfinished = fields[field].choices?.some((choice) => choice.startsWith(one)) ?? false
      problems.push({ start: value.start, end: value.end, text: wrongValue(field, value.text), unfinished })
    }
  }
  const term = filterTermSchema.safeParse({ field, values: [...new Set(right)], not })
  if (term.success || right.length === 0) return { term: term.data ?? null, problems }
  return { term: null, problems: [...problems, { start, end, text: tooManyValues(field), unfinished: false }] }
}

/** Of one field, of which a bucket has one value, several terms mean any of their values, as many as a term can have. */
const joined = (terms: readonly FilterTerm[]): readonly FilterTerm[] => {
  const all: FilterTerm[] = []
  for (const term of terms) {
    const at = all.findIndex(
      (other) =>
        other.field === term.field && term.field !== 'text' && fields[term.field].either && !term.not && !other.not
    )
    const before = all[at]
    if (before === undefined) all.push(term)
    else {
      const values = [...new Set([...before.values, ...term.values])].slice(0, mostValues)
      all[at] = filterTermSchema.parse({ ...term, values })
    }
  }
  return all
}

/** Reads the filter language; see docs/filter.md. */
export const parseFilter = (text: string): ParsedFilter => {
  const tokens = tokensOf(text)
  const read = tokens.slice(0, mostTerms).map((token) => readToken(text, token))
  const first = tokens[mostTerms]
  const tooMany: readonly FilterProblem[] = first
    ? [{ start: first.start, end: text.length, text: `A filter has at most ${mostTerms} parts.`, unfinished: false }]
    : []
  return {
    terms: joined(read.flatMap(({ term }) => (term ? [term] : []))),
    problems: [...read.flatMap(({ problems }) => problems), ...tooMany]
  }
}

/** Puts a person's name in the place of `me`, for whom it means the owner that "Make me the owner" sets. */
export const withMe = (terms: readonly FilterTerm[], me: string): readonly FilterTerm[] =>
  terms.map((term) =>
    term.field === 'owner'
      ? { ...term, values: term.values.map((value) => (value.toLowerCase() === 'me' && me !== '' ? me : value)) }
      : term
  )
