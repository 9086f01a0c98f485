import { useNavigate } from '@tanstack/react-router'
import { GitCompare } from 'lucide-react'
import { useState } from 'react'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import { usePageTitle } from '../app/page-title.ts'
import { CommandButton } from '../components/command-button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { counted } from '../components/quantities.ts'
import { usePagedRows } from '../engine/pages.ts'
import { FilterBox } from '../lists/filter-box.tsx'
import { SkeletonRows } from '../lists/skeleton-row.tsx'
import { whyActs } from '../similar/why-acts.ts'
import { WhyDialog } from '../similar/why-dialog.tsx'
import { ReportList } from './report-list.tsx'

/** All reports of a corpus. */
export const ReportsPage = ({ corpus, text }: { readonly corpus: CorpusId; readonly text: string }) => {
  usePageTitle('Reports')
  const navigate = useNavigate()
  const rows = usePagedRows('reports.list', { corpus, bucket: null, text })
  const [asked, setAsked] = useState<{ readonly a: ReportId; readonly b: ReportId } | null>(null)
  const filter = (q: string): void =>
    void navigate({ to: '/c/$corpus/reports', params: { corpus }, search: { q }, replace: true })
  return (
    <div className="view">
      <div className="view-head">
        <h1>Reports</h1>
        <output className="view-count">{rows.first ? counted(rows.total, 'report') : ''}</output>
        <FilterBox label="Filter the reports" hint="Title, file or text" value={text} onChange={filter} />
        <span className="view-space" />
        <CommandButton id="list.compare" look="bare">
          <GitCompare size={15} aria-hidden />
          Compare
        </CommandButton>
        <CommandButton id="decide.why" look="bare">
          Why
        </CommandButton>
      </div>
      {rows.error && <FailureNotice failure={rows.error.failure} />}
      {!rows.first && !rows.error && <SkeletonRows rows={12} />}
      {rows.first && rows.total === 0 && text !== '' && (
        <EmptyState text="No report matches the filter.">
          <button type="button" className="button" onClick={() => filter('')}>
            Clear the filter
          </button>
        </EmptyState>
      )}
      {rows.first && rows.total === 0 && text === '' && (
        <EmptyState text="This corpus has no reports yet. Import a folder of kernel logs, or drop one on the window.">
          <CommandButton id="corpus.import-folder" look="main" showKey>
            Import a folder
          </CommandButton>
        </EmptyState>
      )}
      {rows.total > 0 && (
        <ReportList
          corpus={corpus}
          rows={rows}
          place={`reports ${corpus} ${text}`}
          oneBucket={false}
          acts={(selected, cursor) => whyActs(selected, cursor, (a, b) => setAsked({ a, b }))}
        />
      )}
      {asked && (
        <WhyDialog
          corpus={corpus}
          a={asked.a}
          b={asked.b}
          onClose={() => setAsked(null)}
          onCompare={() => void navigate({ to: '/c/$corpus/compare', params: { corpus }, search: asked })}
        />
      )}
    </div>
  )
}
