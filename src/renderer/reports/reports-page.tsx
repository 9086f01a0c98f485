import { useNavigate } from '@tanstack/react-router'
import { GitCompare } from 'lucide-react'
import { useState } from 'react'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import { nameOf } from '../../shared/model/triage.ts'
import { completionsOf, type KnownValues } from '../../shared/query/complete-filter.ts'
import { parseFilter, withMe } from '../../shared/query/parse-filter.ts'
import { usePageTitle } from '../app/page-title.ts'
import { CommandButton } from '../components/command-button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { counted } from '../components/quantities.ts'
import { useRead } from '../engine/engine.tsx'
import { usePagedRows } from '../engine/pages.ts'
import { FilterBox } from '../lists/filter-box.tsx'
import { FilterProblems } from '../lists/filter-problems.tsx'
import { SkeletonRows } from '../lists/skeleton-row.tsx'
import { whyActs } from '../similar/why-acts.ts'
import { WhyDialog } from '../similar/why-dialog.tsx'
import { ReportList } from './report-list.tsx'

/** All reports of a corpus. */
export const ReportsPage = ({ corpus, text }: { readonly corpus: CorpusId; readonly text: string }) => {
  usePageTitle('Reports')
  const navigate = useNavigate()
  const me = nameOf(useRead('author.get', {}).data?.author ?? '')
  const { terms, problems } = parseFilter(text)
  const rows = usePagedRows('reports.list', { corpus, bucket: null, terms: withMe(terms, me) })
  // Whoever types a tag or an owner is offered those that there are.
  const named = useRead('buckets.list', { corpus, query: {}, page: { limit: 1 } }).data
  const known: KnownValues = {
    tag: named?.tags.map(({ tag }) => tag) ?? [],
    owner: ['me', ...(named?.owners.map(({ owner }) => owner) ?? [])]
  }
  const [asked, setAsked] = useState<{ readonly a: ReportId; readonly b: ReportId } | null>(null)
  const filter = (q: string): void =>
    void navigate({ to: '/c/$corpus/reports', params: { corpus }, search: { q }, replace: true })
  return (
    <div className="view">
      <div className="view-head">
        <h1>Reports</h1>
        <output className="view-count">{rows.first ? counted(rows.total, 'report') : ''}</output>
        <FilterBox
          label="Filter the reports"
          hint="Text or kernel:6.1"
          value={text}
          onChange={filter}
          completionsAt={(typed, caret) => completionsOf(typed, caret, known)}
        />
        <span className="view-space" />
        <CommandButton id="list.compare" look="bare">
          <GitCompare size={15} aria-hidden />
          Compare
        </CommandButton>
        <CommandButton id="decide.why" look="bare">
          Why
        </CommandButton>
      </div>
      <FilterProblems problems={problems} />
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
