import { writtenValue } from '../../shared/query/change-filter.ts'
import type { FieldName } from '../../shared/query/fields.ts'

/** What an address of before filters were one text said apart, and the field that says it now. */
const fields: readonly (readonly [name: string, field: FieldName])[] = [
  ['statuses', 'status'],
  ['kinds', 'kind'],
  ['owners', 'owner']
]

/** A part of a list held its own commas and percent signs escaped: `Doe%2C Jane`. */
const partsOf = (list: unknown): readonly string[] =>
  typeof list !== 'string'
    ? []
    : list
        .split(',')
        .map((part) => part.replaceAll('%2C', ',').replaceAll('%25', '%').trim())
        .filter((part) => part !== '')

/** The search of a list of buckets with what an older address filters by in its text: such links are in mails and notes. */
export const withOldFilter = (search: unknown): unknown => {
  if (typeof search !== 'object' || search === null) return search
  const old: Readonly<Record<string, unknown>> = { ...search }
  const words = fields.flatMap(([name, field]) => {
    const values = partsOf(old[name])
    return values.length === 0 ? [] : [`${field}:${values.map(writtenValue).join(',')}`]
  })
  // A bucket had to have all of its tags.
  const tags = partsOf(old['tags']).map((tag) => `tag:${writtenValue(tag)}`)
  const noted = old['noted'] === '1' ? ['has:triage'] : []
  const filter = [...words, ...tags, ...noted]
  if (filter.length === 0) return search
  const typed = typeof old['q'] === 'string' && old['q'] !== '' ? [old['q']] : []
  return { ...old, q: [...typed, ...filter].join(' ') }
}
