import type { BucketId, CorpusId, ReportId } from '../../shared/model/ids.ts'
import { useRead } from '../engine/engine.tsx'
import { TextCommands } from './text-commands.tsx'
import { useBucketComparing } from './use-bucket-comparing.ts'

/** The comparisons that are asked for on the page of a bucket. */
export const BucketComparing = ({ corpus, bucket }: { readonly corpus: CorpusId; readonly bucket: BucketId }) => {
  useBucketComparing({ corpus, bucket, report: null })
  return <TextCommands corpus={corpus} against={{ kind: 'bucket', bucket }} />
}

/** The comparisons that are asked for on the page of a report. */
export const ReportComparing = ({ corpus, report }: { readonly corpus: CorpusId; readonly report: ReportId }) => {
  const read = useRead('reports.get', { corpus, report })
  const bucket = read.data && !read.isPlaceholderData ? read.data.row.bucket : null
  useBucketComparing({ corpus, bucket, report })
  return <TextCommands corpus={corpus} against={{ kind: 'report', report: report }} />
}
