import { useNavigate } from '@tanstack/react-router'
import { useId, useMemo } from 'react'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { counted } from '../components/quantities.ts'
import { useRead } from '../engine/engine.tsx'
import { AnnotationRow } from './annotation-list.tsx'
import { linesText } from './annotation-words.ts'
import './annotations.css'

type Props = { readonly corpus: CorpusId; readonly bucket: BucketId }

/** What people marked in the reports of a bucket; a click goes to the line. Nothing where nothing is marked. */
export const BucketAnnotations = ({ corpus, bucket }: Props) => {
  const heading = useId()
  const navigate = useNavigate()
  const read = useRead(
    'annotations.list',
    useMemo(() => ({ corpus, of: { kind: 'bucket' as const, bucket } }), [corpus, bucket])
  )
  if (read.isError) return <FailureNotice failure={read.error.failure} />
  const annotations = read.isPlaceholderData ? [] : (read.data ?? [])
  if (annotations.length === 0) return null
  const reports = [...Map.groupBy(annotations, ({ annotation }) => annotation.place.report)]
  return (
    <section className="annotation-list" aria-labelledby={heading}>
      <div className="annotation-list-head">
        <h2 id={heading}>Annotations {annotations.length}</h2>
        <span>in {counted(reports.length, 'report')}</span>
      </div>
      {reports.map(([report, rows]) => (
        <ul key={report} aria-label={`Report ${report}`}>
          {rows.map(({ annotation }) => (
            <AnnotationRow
              key={annotation.annotation}
              annotation={annotation}
              place={linesText(annotation.place)}
              onOpen={
                annotation.bucket === null
                  ? undefined
                  : () =>
                      void navigate({
                        to: '/c/$corpus/reports/$report',
                        params: { corpus, report },
                        search: { line: annotation.place.startLine }
                      })
              }
            />
          ))}
        </ul>
      ))}
    </section>
  )
}
