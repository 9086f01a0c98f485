import {
  annotationSchema,
  type Annotation,
  type AnnotationMark,
  type AnnotationPlace
} from '../../../../shared/model/annotation.ts'
import type { Noted } from '../../../../shared/model/note.ts'
import { actWithoutText, type ActRow } from '../act-rows.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'

/** Annotations of a bucket's reports, by report and line. */
export type AnnotationReader = (of: Noted) => readonly Annotation[] | null

type Row = Omit<ActRow, 'text'> & { readonly bucket_id: string | null }
type Text = Annotation['texts'][number]
type Stands = {
  readonly place: AnnotationPlace
  readonly mark: AnnotationMark
  readonly text: Text
  readonly bucket: string | null
}

export const createAnnotationReader = (db: Connection, find: FindBucket): AnnotationReader => {
  const bucketOf = db.prepare<[string], number>('SELECT bucket FROM report WHERE id = ?').pluck()
  const heads = db.prepare<[number], Row>(`
    SELECT act.number, act.id, act.gesture, act.author, act.time, act.kind, act.thing, act.subject, act.other, act.deed,
      act.head, act.undone, act.imported, bucket.id AS bucket_id
    FROM subject JOIN act ON act.subject = subject.number AND act.kind = 'annotation' AND act.head = 1
    LEFT JOIN bucket ON bucket.number = subject.bucket
    WHERE subject.bucket = ? ORDER BY act.time DESC, act.id DESC
  `)
  const standing = (row: Row): readonly Stands[] => {
    const { act, author, time, deed } = actWithoutText(row)
    if (deed.kind !== 'annotation' || deed.mark === null) return []
    const { place, mark, text } = deed
    return [{ place, mark, bucket: row.bucket_id, text: { act, author, saved: time, text } }]
  }
  return (of) => {
    const bucket = of.kind === 'bucket' ? find(of.bucket) : (bucketOf.get(of.report) ?? null)
    if (bucket === null) return null
    return [...Map.groupBy(heads.all(bucket), ({ thing }) => thing).entries()]
      .flatMap(([annotation, rows]): readonly Annotation[] => {
        const all = rows.flatMap(standing)
        const [newest] = all
        if (!newest) return []
        const { place, mark, bucket: holder } = newest
        const texts = all.map(({ text }) => text)
        return [annotationSchema.parse({ annotation, place, bucket: holder, mark, texts })]
      })
      .sort(
        (a, b) =>
          (a.place.report < b.place.report ? -1 : a.place.report > b.place.report ? 1 : 0) ||
          a.place.startLine - b.place.startLine ||
          (a.annotation < b.annotation ? -1 : 1)
      )
  }
}
