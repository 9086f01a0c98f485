import { seenWords } from '../../../shared/model/seen.ts'
import type { GatheredBucket } from '../gather.ts'
import { kindWords, priorityWords, statusWords } from '../words.ts'
import { csvLine } from './cells.ts'

/** `2026-11-22 14:05:09`, UTC: what every spreadsheet takes for a date. */
const dateCell = (time: number): string => {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19).replace('T', ' ')
}

type Column = { readonly name: string; readonly of: (bucket: GatheredBucket) => string | number }

const facts: readonly Column[] = [
  { name: 'bucket', of: ({ row }) => row.bucket },
  { name: 'title', of: ({ row }) => row.title },
  { name: 'kind', of: ({ row }) => kindWords[row.kind] },
  { name: 'function', of: ({ row }) => row.frame ?? '' },
  { name: 'called from', of: ({ row }) => row.callers.join(' < ') },
  { name: 'reports', of: ({ row }) => row.count },
  { name: 'logs', of: ({ row }) => row.files },
  { name: 'first seen (UTC)', of: ({ row }) => dateCell(row.firstSeen) },
  { name: 'first seen by', of: ({ row }) => seenWords(row.firstSeenFrom) },
  { name: 'last seen (UTC)', of: ({ row }) => dateCell(row.lastSeen) },
  { name: 'last seen by', of: ({ row }) => seenWords(row.lastSeenFrom) },
  { name: 'kernels', of: ({ row }) => row.kernels.join(' ') },
  { name: 'status', of: ({ row }) => statusWords(row.triage.status) },
  { name: 'came back', of: ({ row }) => row.triage.cameBack?.text ?? '' },
  { name: 'priority', of: ({ row }) => priorityWords[row.triage.priority] },
  { name: 'owner', of: ({ row }) => row.triage.owner },
  { name: 'tags', of: ({ row }) => row.triage.tags.join(', ') },
  { name: 'duplicate of', of: ({ detail }) => detail.duplicateOf?.bucket ?? '' },
  { name: 'decisions', of: ({ detail }) => detail.decisions.map(({ text }) => text).join('\n') }
]

const standing = (texts: readonly { readonly text: string }[]): readonly string[] =>
  texts.map(({ text }) => text.trim()).filter((text) => text !== '')

const notes: Column = {
  name: 'notes',
  of: (bucket) => bucket.notes.flatMap((note) => standing(note.texts)).join('\n\n')
}

const annotations: Column = {
  name: 'annotations',
  of: (bucket) =>
    bucket.annotations
      .map(({ place, mark, texts }) => {
        const words = standing(texts).join(' / ')
        return `${place.report} line ${place.startLine}, ${mark}${words === '' ? '' : `: ${words}`}`
      })
      .join('\n')
}

export type CsvColumns = { readonly notes: boolean; readonly annotations: boolean }

const columnsOf = (wanted: CsvColumns): readonly Column[] => [
  ...facts,
  ...(wanted.notes ? [notes] : []),
  ...(wanted.annotations ? [annotations] : [])
]

export const csvHead = (wanted: CsvColumns): string => csvLine(columnsOf(wanted).map(({ name }) => name))

/** A bucket as one row (RFC 4180), with CR LF at its end. */
export const bucketCsv = (bucket: GatheredBucket, wanted: CsvColumns): string =>
  csvLine(columnsOf(wanted).map(({ of }) => of(bucket)))
