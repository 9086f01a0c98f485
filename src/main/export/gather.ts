import type { Annotation } from '../../shared/model/annotation.ts'
import type { BucketDetail, StackTree, Timeline } from '../../shared/model/bucket-detail.ts'
import type { BucketRow, ReportRow } from '../../shared/model/bucket.ts'
import type { BucketId, ReportId } from '../../shared/model/ids.ts'
import type { Note } from '../../shared/model/note.ts'
import type { Report } from '../../shared/model/report.ts'
import type { CorpusReader } from '../corpus/corpus.ts'

/** All that an export says of one bucket. */
export type GatheredBucket = {
  readonly row: BucketRow
  readonly detail: Omit<BucketDetail, 'row'>
  /** Those of the bucket, then those of its reports; none whose every text is empty. */
  readonly notes: readonly Note[]
  /** By report and line. */
  readonly annotations: readonly Annotation[]
  /** The newest reports, as many as were asked for. */
  readonly reports: readonly ReportRow[]
  /** The newest whole report, else the newest. */
  readonly sample: Report | null
  readonly sampleOf: ReportId | null
  readonly tree: StackTree | null
  readonly timeline: Timeline | null
}

export type Wanted = {
  readonly notes: boolean
  readonly annotations: boolean
  readonly sample: boolean
  /** Reports listed, the newest first. */
  readonly reports: number
  /** The stack tree and the timeline. */
  readonly drawings: boolean
}

/** Among so many of the newest reports a whole one is looked for. */
const sampledFrom = 50

const pageSize = 1000

/** The reports of a bucket that somebody wrote a note on. */
const notedReports = async (reader: CorpusReader, bucket: BucketId): Promise<readonly ReportId[]> => {
  const found = new Set<ReportId>()
  for (let after: string | null = ''; after !== null;) {
    const page: Awaited<ReturnType<CorpusReader['acts']>> = await reader.acts([bucket], after, pageSize)
    for (const { act, undone } of page.acts) {
      if (!undone && act.deed.kind === 'note' && act.deed.subject.kind === 'report') found.add(act.deed.subject.report)
    }
    after = page.next
  }
  return [...found].sort()
}

const saysSomething = ({ texts }: Note): boolean => texts.some(({ text }) => text.trim() !== '')

const notesOf = async (reader: CorpusReader, bucket: BucketId): Promise<readonly Note[]> => {
  const [own, noted] = await Promise.all([reader.notes({ kind: 'bucket', bucket }), notedReports(reader, bucket)])
  const ofReports = await Promise.all(noted.map((report) => reader.notes({ kind: 'report', report })))
  return [own, ...ofReports].flatMap((notes) => notes ?? []).filter(saysSomething)
}

const sampleOf = async (
  reader: CorpusReader,
  rows: readonly ReportRow[]
): Promise<Pick<GatheredBucket, 'sample' | 'sampleOf'>> => {
  const best = rows.find(({ corrupted }) => !corrupted) ?? rows[0]
  const found = best ? await reader.report(best.report) : null
  return { sample: found?.report ?? null, sampleOf: found?.row.report ?? null }
}

const byPlace = (a: Annotation, b: Annotation): number =>
  (a.place.report < b.place.report ? -1 : a.place.report > b.place.report ? 1 : 0) ||
  a.place.startLine - b.place.startLine ||
  a.place.endLine - b.place.endLine ||
  (a.annotation < b.annotation ? -1 : 1)

/** What the files say of one bucket; null where it has gone since it was chosen. */
export const gatherBucket = async (
  reader: CorpusReader,
  id: BucketId,
  wanted: Wanted
): Promise<GatheredBucket | null> => {
  const detail = await reader.bucketDetail(id)
  if (!detail) return null
  const { row } = detail
  const { bucket } = row
  const limit = Math.max(wanted.sample ? sampledFrom : 1, wanted.reports)
  const listed = wanted.sample || wanted.reports > 0
  // A reader answers one call after the other; asked at once, it need not wait for the next question.
  const [{ rows, ...sample }, notes, annotations, tree, timeline] = await Promise.all([
    listed
      ? reader
          .reports({ bucket, text: '' }, { offset: 0, limit })
          .then(async ({ rows: found }) => ({ rows: found, ...(await sampleOf(reader, wanted.sample ? found : [])) }))
      : { rows: [], sample: null, sampleOf: null },
    wanted.notes ? notesOf(reader, bucket) : [],
    wanted.annotations ? reader.annotations({ kind: 'bucket', bucket }) : null,
    wanted.drawings ? reader.stackTree(bucket) : null,
    wanted.drawings ? reader.timeline(bucket) : null
  ])
  return {
    row,
    detail,
    notes,
    annotations: [...(annotations ?? [])].sort(byPlace),
    reports: rows.slice(0, wanted.reports),
    ...sample,
    tree,
    timeline
  }
}

/** All reports of a bucket, the newest first, a page at a time. */
export async function* reportsOf(reader: CorpusReader, bucket: BucketId): AsyncGenerator<readonly ReportRow[]> {
  for (let offset = 0; ; offset += pageSize) {
    const { rows } = await reader.reports({ bucket, text: '' }, { offset, limit: pageSize })
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return
  }
}

/** What of a report is worth quoting: without what repeats, and what the parser knows to be of no use. */
export const quotedOf = (report: Report): Report['lines'] =>
  report.lines.filter((line) => !line.repeat && line.kind !== 'noise')
