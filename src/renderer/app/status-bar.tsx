import { Lock } from 'lucide-react'
import type { CorpusId } from '../../shared/model/ids.ts'
import { runCommand } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { CommandKeys } from '../components/keys.tsx'
import { ProgressBar } from '../components/progress-bar.tsx'
import { bytes, counted } from '../components/quantities.ts'
import { useConnection, type ConnectionState } from '../engine/connection.ts'
import { useRead } from '../engine/engine.tsx'
import { useImportState } from '../imports/import-state.ts'
import { fractionDone, runningText, summaryText } from '../imports/import-words.ts'
import { useCurrentCorpus } from './current-corpus.ts'
import { useWhisper } from './window-state.ts'

const engineTexts: Readonly<Record<ConnectionState, string>> = {
  connecting: 'Connecting to the engine',
  open: 'Engine ready',
  lost: 'Engine away, connecting again',
  refused: 'Not signed in'
}

const CorpusStatus = ({ corpus }: { readonly corpus: CorpusId }) => {
  const facts = useRead('corpus.describe', { corpus }).data
  if (facts?.corpus !== corpus) return null
  return (
    <>
      <span className="status-corpus" title={facts.file}>
        {facts.name}
      </span>
      {facts.readOnly && (
        <span className="status-read-only" title="Nothing can be imported, and notes cannot be changed">
          <Lock size={12} aria-hidden />
          Read-only
        </span>
      )}
      <span>{counted(facts.buckets, 'bucket')}</span>
      <span>{counted(facts.reports, 'report')}</span>
      <span className="status-optional">{counted(facts.logs, 'log')}</span>
      <span className="status-optional" title="Raw logs, before compression">
        {bytes(facts.rawBytes)}
      </span>
    </>
  )
}

const ImportStatus = ({ corpus }: { readonly corpus: CorpusId }) => {
  const running = useImportState((state) => state.running[corpus])
  const last = useImportState((state) => state.last[corpus])
  if (!running)
    return last ? (
      <button
        type="button"
        className="status-import status-ended"
        title="Show the imports (g i)"
        onClick={() => runCommand('go.imports')}
      >
        {summaryText(last.summary, last.found)}
      </button>
    ) : null
  return (
    <div className="status-import" data-running>
      <ProgressBar label="Import" value={fractionDone(running)} />
      <span>{runningText(running)}</span>
      <CommandButton id="corpus.cancel-import" look="bare" placement="top" label="Cancel the running import">
        Cancel
      </CommandButton>
    </div>
  )
}

/** The corpus, what it holds, what is being imported, and how the engine is. */
export const StatusBar = () => {
  const corpus = useCurrentCorpus()
  const state = useConnection((connection) => connection.state)
  const text = useWhisper((whisper) => whisper.text)
  return (
    <footer className="status-bar">
      {corpus && <CorpusStatus corpus={corpus} />}
      {corpus && <ImportStatus corpus={corpus} />}
      <span className="status-space" />
      <output className="status-whisper">{text}</output>
      <output className="status-engine" data-state={state}>
        {engineTexts[state]}
      </output>
      <span className="status-optional">
        <CommandKeys id="window.palette" /> commands
      </span>
    </footer>
  )
}
