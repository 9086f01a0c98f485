import type { ReactNode } from 'react'
import type { CorpusId, ImportId } from '../../shared/model/ids.ts'
import type { SkippedFile } from '../../shared/model/import.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { usePagedRows } from '../engine/pages.ts'
import { RowList } from '../lists/row-list.tsx'

const columns = [
  { id: 'file', title: 'File' },
  { id: 'reason', title: 'Why' }
]

const skippedCells = ({ file, text }: SkippedFile): readonly ReactNode[] => [
  <span key="file" className="skipped-file" title={file}>
    {file}
  </span>,
  <span key="reason" title={text}>
    {text}
  </span>
]

/** Every file that an import left out, and why. */
export const SkippedList = ({ corpus, id }: { readonly corpus: CorpusId; readonly id: ImportId }) => {
  const rows = usePagedRows('imports.skipped', { corpus, import: id })
  if (rows.error) return <FailureNotice failure={rows.error.failure} />
  return (
    <div className="skipped" style={{ height: Math.min(360, 32 + rows.total * 36) }}>
      <RowList
        label="Skipped files"
        place={`skipped ${id}`}
        look="skipped-list"
        columns={columns}
        total={rows.total}
        rowAt={rows.rowAt}
        keyOf={({ file }) => file}
        show={rows.show}
        cells={skippedCells}
      />
    </div>
  )
}
