import { FolderInput, Files } from 'lucide-react'
import { useState } from 'react'
import type { CorpusId, ImportId } from '../../shared/model/ids.ts'
import type { ImportRecord } from '../../shared/model/import.ts'
import { usePageTitle } from '../app/page-title.ts'
import { CommandButton } from '../components/command-button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { ProgressBar } from '../components/progress-bar.tsx'
import { bytes, count } from '../components/quantities.ts'
import { TimeAgo } from '../components/time-ago.tsx'
import { useRead } from '../engine/engine.tsx'
import { fractionDone, omittedText, runningText, summaryText } from './import-words.ts'
import { SkippedList } from './skipped-list.tsx'
import { useRunningImport } from './use-running-import.ts'
import './imports.css'

const Running = ({ corpus }: { readonly corpus: CorpusId }) => {
  const running = useRunningImport(corpus)
  if (!running) return null
  const file = running.kind === 'importing' ? (running.progress?.file ?? '') : ''
  return (
    <section className="running-import" aria-label="Running import">
      <div className="running-line">
        <ProgressBar label="Import" value={fractionDone(running)} />
        <span>{runningText(running)}</span>
        <span className="view-space" />
        <CommandButton id="corpus.cancel-import" label="Cancel the running import">
          Cancel
        </CommandButton>
      </div>
      <p className="running-file">{file}</p>
    </section>
  )
}

const sourcesText = (sources: readonly string[]): string => {
  const named = sources.filter((source) => source !== '')
  return named.length === 0 ? 'Files sent by the window' : named.join(', ')
}

type ItemProps = { readonly record: ImportRecord; readonly isRunning: boolean; readonly corpus: CorpusId }

const Item = ({ record, isRunning, corpus }: ItemProps) => {
  const [open, setOpen] = useState(false)
  const { summary } = record
  // An import that was killed has no summary, yet what it skipped until then is known.
  const listed = useRead('imports.skipped', summary ? null : { corpus, import: record.import, page: { limit: 1 } })
  const omitted = summary ? omittedText(summary) : null
  const skipped = summary?.skipped ?? listed.data?.total ?? 0
  return (
    <li className="import">
      <div className="import-line">
        <span className="import-sources" title={record.sources.join('\n')}>
          {sourcesText(record.sources)}
        </span>
        <span className="import-size">{summary ? bytes(summary.bytes) : ''}</span>
        <TimeAgo time={record.started} what="Started" />
      </div>
      <p className="import-summary">
        {summary ? summaryText(summary) : isRunning ? 'Running' : 'Did not finish; what was done before is kept'}
      </p>
      {omitted !== null && <p className="import-summary">{omitted}</p>}
      {skipped > 0 && (
        <button type="button" className="button button-bare" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide what was skipped' : `Show the ${count(skipped)} skipped`}
        </button>
      )}
      {open && <SkippedList corpus={corpus} id={record.import} />}
    </li>
  )
}

const Records = ({
  corpus,
  records,
  running
}: {
  readonly corpus: CorpusId
  readonly records: readonly ImportRecord[]
  readonly running: ImportId | null
}) => (
  <ol className="imports">
    {records.map((record) => (
      <Item key={record.import} record={record} isRunning={record.import === running} corpus={corpus} />
    ))}
  </ol>
)

/** The import that runs, and those that ran. */
export const ImportsPage = ({ corpus }: { readonly corpus: CorpusId }) => {
  usePageTitle('Imports')
  const read = useRead('imports.list', { corpus })
  const running = useRunningImport(corpus)
  return (
    <div className="view">
      <div className="view-head">
        <h1>Imports</h1>
        <span className="view-space" />
        <CommandButton id="corpus.import-files">
          <Files size={15} aria-hidden />
          Import files
        </CommandButton>
        <CommandButton id="corpus.import-folder" look="main">
          <FolderInput size={15} aria-hidden />
          Import a folder
        </CommandButton>
      </div>
      <div className="imports-scroller">
        <Running corpus={corpus} />
        {read.isError && <FailureNotice failure={read.error.failure} />}
        {read.data?.imports.length === 0 && !running && (
          <EmptyState text="Nothing was imported yet. Import a folder of kernel logs, or drop one on the window." />
        )}
        {read.data && <Records corpus={corpus} records={read.data.imports} running={read.data.running} />}
      </div>
    </div>
  )
}
