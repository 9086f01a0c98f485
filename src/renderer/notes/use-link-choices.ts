import type { Page } from '../../shared/model/bucket.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { Noted } from '../../shared/model/note.ts'
import { useRead } from '../engine/engine.tsx'
import {
  bucketChoice,
  lineChoices,
  reportChoice,
  titledFirst,
  type LinkChoice,
  type LinkQuery
} from './link-choices.ts'

const page = (limit: number): Page => ({ offset: 0, limit })

/** What can be linked to for what is typed: `#` buckets and reports, `@` lines of the report, or the bucket's reports. */
export const useLinkChoices = (corpus: CorpusId, of: Noted, query: LinkQuery | null): readonly LinkChoice[] => {
  const text = query?.text ?? ''
  const anything = query?.sign === '#'
  const within = query?.sign === '@'
  const buckets = useRead('buckets.list', anything ? { corpus, query: { text }, page: page(30) } : null).data
  const reports = useRead(
    'reports.list',
    anything && text !== '' ? { corpus, bucket: null, text, page: page(4) } : null
  ).data
  const own = useRead(
    'reports.list',
    within && of.kind === 'bucket' ? { corpus, bucket: of.bucket, text, page: page(8) } : null
  ).data
  const report = useRead('reports.get', within && of.kind === 'report' ? { corpus, report: of.report } : null).data

  if (anything) {
    const found = text === '' ? [] : (reports?.rows ?? [])
    return [
      ...titledFirst(buckets?.rows ?? [], text)
        .slice(0, 6)
        .map((row) => bucketChoice(row)),
      ...found.map((row) => reportChoice(row, 'corpus'))
    ]
  }
  if (within && of.kind === 'report') return report ? lineChoices(of.report, report.report.lines, text) : []
  return within ? (own?.rows ?? []).map((row) => reportChoice(row, 'bucket')) : []
}
