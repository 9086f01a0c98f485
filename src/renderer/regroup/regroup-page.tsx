import { useNavigate } from '@tanstack/react-router'
import { Layers, Undo2 } from 'lucide-react'
import type { CorpusId } from '../../shared/model/ids.ts'
import { usePageTitle } from '../app/page-title.ts'
import { lastSearch } from '../buckets/last-search.ts'
import { useCommands } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { ProgressBar } from '../components/progress-bar.tsx'
import { useRead } from '../engine/engine.tsx'
import { RegroupChanges } from './regroup-changes.tsx'
import { appliedText, changesNothing, previewText, progressText } from './regroup-words.ts'
import { useRegrouping, type RegroupState } from './use-regrouping.ts'
import './regroup.css'

const runningWords = ({ kind, cancelling }: Extract<RegroupState, { kind: 'looking' | 'applying' }>): string => {
  if (cancelling) return 'Cancelling'
  return kind === 'looking' ? 'Looking what would change' : 'Regrouping'
}

const applyRefusal = (state: RegroupState, readOnly: boolean): string | undefined => {
  if (readOnly) return 'The corpus is read-only.'
  if (state.kind !== 'found') return 'It is not known yet what would change.'
  return changesNothing(state.found) ? 'Nothing would change.' : undefined
}

/** What the rule of this version would make of the buckets: shown first, applied on the person's word, taken back. */
export const RegroupPage = ({ corpus }: { readonly corpus: CorpusId }) => {
  usePageTitle('Regroup')
  const navigate = useNavigate()
  const { state, look, apply, cancel, undo } = useRegrouping(corpus)
  const readOnly = useRead('corpus.describe', { corpus }).data?.readOnly ?? false
  const running = state.kind === 'looking' || state.kind === 'applying'
  const toBuckets = (): void =>
    void navigate({ to: '/c/$corpus/buckets', params: { corpus }, search: lastSearch(corpus) })

  useCommands({
    'regroup.apply': { run: apply, disabled: applyRefusal(state, readOnly) },
    'regroup.cancel': { run: running && !state.cancelling ? cancel : toBuckets },
    'regroup.undo': {
      run: undo,
      disabled: readOnly ? 'The corpus is read-only.' : state.kind === 'applying' ? 'It is being applied.' : undefined
    }
  })

  return (
    <div className="view">
      <div className="view-head">
        <h1>Regroup the buckets</h1>
        <span className="view-space" />
        <CommandButton id="regroup.undo" look="bare">
          <Undo2 size={15} aria-hidden />
          Take the last one back
        </CommandButton>
        <CommandButton id="regroup.apply" look="main">
          <Layers size={15} aria-hidden />
          Regroup
        </CommandButton>
      </div>
      <div className="regroup">
        <p className="regroup-lead">
          Buckets keep to the rule that made them until you ask for another. What you decided holds under every rule,
          and notes stay with their buckets.
        </p>
        {running && (
          <div className="regroup-running">
            <ProgressBar
              label={runningWords(state)}
              value={state.progress && Math.min(1, state.progress.done / state.progress.of)}
            />
            <output>
              {runningWords(state)}
              {state.progress !== null && !state.cancelling && `, ${progressText(state.progress)}`}
            </output>
            {!state.cancelling && (
              <CommandButton id="regroup.cancel" showKey>
                Cancel
              </CommandButton>
            )}
          </div>
        )}
        {state.kind === 'idle' && (
          <button type="button" className="button" onClick={look}>
            Look what would change
          </button>
        )}
        {state.kind === 'failed' && (
          <FailureNotice failure={state.failure}>
            <button type="button" className="button" onClick={look}>
              Look again
            </button>
          </FailureNotice>
        )}
        {state.kind === 'found' && (
          <>
            <output className="regroup-text">{previewText(state.found)}</output>
            <RegroupChanges corpus={corpus} found={state.found} links />
          </>
        )}
        {state.kind === 'applied' && (
          <>
            <output className="regroup-text">{appliedText(state.applied)}</output>
            <RegroupChanges corpus={corpus} found={state.applied} links={false} />
          </>
        )}
      </div>
    </div>
  )
}
