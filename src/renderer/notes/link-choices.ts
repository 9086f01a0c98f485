import type { BucketRow, ReportRow } from '../../shared/model/bucket.ts'
import { kernelRange } from '../../shared/model/kernel-range.ts'
import { counted } from '../components/quantities.ts'
import { exactDay } from '../components/times.ts'
import { linkText, type NoteTarget } from './note-links.ts'

/** What is being typed after `#` or `@`, up to the caret. */
export type LinkQuery = { readonly sign: '#' | '@'; readonly text: string; /** Of the sign. */ readonly start: number }

/** Something to link to, with what it is called in the list and in the note. */
export type LinkChoice = { readonly key: string; readonly name: string; readonly detail: string; readonly link: string }

/** More than a word or two is prose. */
const longestQuery = 60

/**
 * The link that is being typed at the caret: a sign at the beginning of a word, and what follows it without a blank.
 * A heading (`# Found`) is none, for a blank follows its sign.
 */
export const queryAt = (text: string, caret: number): LinkQuery | null => {
  const before = text.slice(Math.max(0, caret - longestQuery - 2), caret)
  const found = /(?:^|[\s(])([#@])([^\s#@]{0,60})$/.exec(before)
  if (!found) return null
  const [, sign, typed = ''] = found
  return sign === '#' || sign === '@' ? { sign, text: typed, start: caret - typed.length - 1 } : null
}

/** The text with a choice in the place of what was typed, and where the caret is then. */
export const withChoice = (
  text: string,
  { start }: LinkQuery,
  caret: number,
  { link }: LinkChoice
): { readonly text: string; readonly caret: number } => {
  const after = text.slice(caret)
  const blank = /^\s/.test(after) ? '' : ' '
  return { text: `${text.slice(0, start)}${link}${blank}${after}`, caret: start + link.length + 1 }
}

const told = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(', ')

const choice = (key: string, name: string, detail: string, target: NoteTarget): LinkChoice => ({
  key,
  name,
  detail,
  link: linkText(name, target)
})

/** Buckets of one title are told apart by how much is in them, where and when. */
export const bucketChoice = ({ bucket, title, count, kernels, lastSeen }: BucketRow): LinkChoice =>
  choice(bucket, title, told([counted(count, 'report'), kernelRange(kernels), exactDay(lastSeen)]), {
    kind: 'bucket',
    bucket
  })

/** The filter finds words in the text of reports too; those that are called so come first. */
export const titledFirst = <Row extends { readonly title: string }>(
  rows: readonly Row[],
  typed: string
): readonly Row[] => {
  const wanted = typed.toLowerCase()
  const called = ({ title }: Row): number => Number(title.toLowerCase().includes(wanted))
  return rows.toSorted((a, b) => called(b) - called(a))
}

const fileName = (file: string): string => file.split('/').at(-1) ?? file

/** Reports of one bucket have one title: what tells them apart is the log, and which crash of it. */
export const reportChoice = (
  { report, title, kernel, arch, file, index, seen }: ReportRow,
  among: 'bucket' | 'corpus'
): LinkChoice => {
  const log = index === 0 ? fileName(file) : `crash ${index + 1} of ${fileName(file)}`
  return {
    key: report,
    name: log,
    detail: told([among === 'corpus' ? title : null, kernel, arch, exactDay(seen)]),
    link: linkText(`${title} (${told([kernel, log])})`, { kind: 'report', report, line: null })
  }
}

type Line = { readonly line: number; readonly text: string }
const mostLines = 8

/** Lines of a report by number, or by words in them. */
export const lineChoices = (
  report: Extract<NoteTarget, { kind: 'report' }>['report'],
  lines: readonly Line[],
  typed: string
): readonly LinkChoice[] => {
  const wanted = typed.toLowerCase()
  const byNumber = /^\d+$/.test(typed)
  const found = lines.filter(({ line, text }) =>
    byNumber ? String(line).startsWith(typed) : text.toLowerCase().includes(wanted)
  )
  return found.slice(0, mostLines).map(({ line, text }) => ({
    key: `line ${line}`,
    name: `line ${line}`,
    detail: text.trim().slice(0, 120),
    link: linkText(`line ${line}`, { kind: 'report', report, line })
  }))
}
