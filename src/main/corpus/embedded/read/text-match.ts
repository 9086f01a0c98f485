import { searchWords } from '../search-words.ts'

/** A piece of a WHERE clause and the values of its question marks. */
export type Condition = { readonly sql: string; readonly values: readonly (string | number)[] }

/** The words of a typed search, which must all match; quotes and the like are taken as they stand. */
export const typedWords = (text: string): readonly string[] => {
  const words = text.split(/\s+/).filter((word) => word !== '')
  return [...new Set(words)].slice(0, 20)
}

/** LIKE pattern, with `\` as its escape, for texts that contain `word`; ASCII case does not matter. */
const containing = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`

/** LIKE pattern, of the same kind, for texts that begin with `text`. */
export const beginning = (text: string): string => containing(text).slice(1)

/** All of the conditions; true without any. */
export const allOf = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.length === 0 ? 'true' : conditions.map(({ sql }) => sql).join(' AND '),
  values: conditions.flatMap(({ values }) => values)
})

/** Any of one condition or more. */
export const anyOf = (conditions: readonly Condition[]): Condition => ({
  sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
  values: conditions.flatMap(({ values }) => values)
})

/** FTS5 query for reports with every part of `word`, the last of which may be half typed; null when it has none. */
const ftsQuery = (word: string): string | null => {
  const parts = searchWords(word)
  return parts.length === 0 ? null : parts.map((part) => `"${part}"*`).join(' ')
}

/** Buckets with `word` in their title, in a function of theirs, or in the text of a report. */
export const bucketMatches = (word: string): Condition => {
  const like = containing(word)
  const query = ftsQuery(word)
  const inTitle = `bucket.title LIKE ? ESCAPE '\\'`
  const inFunction = `bucket.number IN (
    SELECT bucket_function.bucket FROM function JOIN bucket_function ON bucket_function.function = function.number
    WHERE function.name LIKE ? ESCAPE '\\'
  )`
  const inText = `bucket.number IN (
    SELECT report.bucket FROM report_text JOIN report ON report.number = report_text.rowid WHERE report_text MATCH ?
  )`
  return query === null
    ? { sql: `(${inTitle} OR ${inFunction})`, values: [like, like] }
    : { sql: `(${inTitle} OR ${inFunction} OR ${inText})`, values: [like, like, query] }
}

/** Buckets with every word in their title: who types a title wants that bucket, not all that mention it. */
export const titleMatches = (words: readonly string[]): Condition => ({
  sql: words.map(() => `bucket.title LIKE ? ESCAPE '\\'`).join(' AND '),
  values: words.map(containing)
})

/** Reports with `word` in their title, in the path of their log, or in their text. */
export const reportMatches = (word: string): Condition => {
  const like = containing(word)
  const query = ftsQuery(word)
  const inTitle = `report.title LIKE ? ESCAPE '\\'`
  const inFile = `report.log IN (SELECT log FROM origin WHERE file LIKE ? ESCAPE '\\')`
  const inText = 'report.number IN (SELECT rowid FROM report_text WHERE report_text MATCH ?)'
  return query === null
    ? { sql: `(${inTitle} OR ${inFile})`, values: [like, like] }
    : { sql: `(${inTitle} OR ${inFile} OR ${inText})`, values: [like, like, query] }
}
