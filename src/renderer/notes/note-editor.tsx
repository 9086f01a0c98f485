import { useNavigate } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { Note, Noted } from '../../shared/model/note.ts'
import { useCommands } from '../commands/registry.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { clockTime, exactTime } from '../components/times.ts'
import { useConnection } from '../engine/connection.ts'
import { MarkdownText } from './markdown.tsx'
import { NoteConflict } from './note-conflict.tsx'
import { NoteField } from './note-field.tsx'
import { NoteHistory } from './note-history.tsx'
import type { NoteTarget } from './note-links.ts'
import { versionsOf, type NoteState } from './note-saver.ts'
import { showNoteView, useNoteView, type NoteView } from './note-view.ts'
import { turnBox } from './task-boxes.ts'
import { useNote } from './use-note.ts'

const stateText = ({ phase, saved, text }: NoteState, away: boolean): string => {
  const [newest] = saved.texts
  switch (phase.kind) {
    case 'saved':
      if (newest) return `Saved ${clockTime(newest.saved)}`
      return text === '' ? 'No note yet' : 'Saved'
    case 'waiting':
    case 'saving':
      return away ? 'Kept in this window until the engine is back' : 'Saving'
    case 'failed':
      return 'Not saved'
    case 'conflict':
      return 'Two texts'
  }
}

const viewNames: Readonly<Record<NoteView, string>> = { both: 'Both', text: 'Text', preview: 'Preview' }

const Views = () => {
  const view = useNoteView((state) => state.view)
  return (
    <fieldset className="note-views" aria-label="What is shown of the note">
      {(['text', 'both', 'preview'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className="note-view"
          aria-pressed={view === one}
          title="Text, preview or both (Ctrl+Shift+E)"
          onClick={() => showNoteView(one)}
        >
          {viewNames[one]}
        </button>
      ))}
    </fieldset>
  )
}

export type AskedOfNote = 'write' | 'history'

type Props = {
  readonly corpus: CorpusId
  readonly of: Noted
  /** Null where there is none yet. */
  readonly note: Note | null
  /** Names it among several; the one that commands are about is the first. */
  readonly heading: string
  readonly first: boolean
  readonly readOnly: boolean
  readonly asked: AskedOfNote | null
}

/** One note: its text, its preview, whether it is saved, and its history. */
export const NoteEditor = ({ corpus, of, note, heading, first, readOnly, asked }: Props) => {
  const navigate = useNavigate()
  const { state, saver } = useNote(corpus, of, note, first)
  const view = useNoteView(({ view: shown }) => shown)
  const field = useRef<HTMLTextAreaElement>(null)
  const [history, setHistory] = useState(asked === 'history')
  const { phase, saved } = state
  /** Drawn when there is time, so that a long preview does not stand in the way of the next key. */
  const preview = useDeferredValue(state.text)
  const away = useConnection((connection) => connection.state !== 'open')
  // A field that cannot be written in yet takes no focus.
  const ready = saver !== null
  const write = (): void => {
    if (view === 'preview') showNoteView('both')
    requestAnimationFrame(() => field.current?.focus())
  }
  useEffect(() => {
    if (asked === 'write' && ready) field.current?.focus()
  }, [asked, ready])
  const turn = (offset: number): void => saver?.type(turnBox(state.text, offset))
  const openHistory = (): void => {
    saver?.flush()
    setHistory(true)
  }
  const noHistory = saved.note === null ? 'There is no note yet.' : undefined
  useCommands(
    first
      ? {
          'note.write': { run: write },
          'note.history': { run: openHistory, disabled: noHistory }
        }
      : {}
  )
  const open = (target: NoteTarget): void => {
    if (target.kind === 'bucket') {
      void navigate({ to: '/c/$corpus/buckets/$bucket', params: { corpus, bucket: target.bucket } })
    } else {
      const search = target.line === null ? {} : { line: target.line }
      void navigate({ to: '/c/$corpus/reports/$report', params: { corpus, report: target.report }, search })
    }
  }
  const versions = versionsOf(state)
  // Texts that stand beside each other are chosen from, not typed in.
  const apart = phase.kind === 'conflict' && !phase.typed
  const [newest] = saved.texts
  return (
    <section className="note" aria-label={heading}>
      <div className="note-head">
        <h2>{heading}</h2>
        <output
          className="note-state"
          data-phase={phase.kind}
          title={newest ? `By ${newest.author}, ${exactTime(newest.saved)}` : undefined}
        >
          {readOnly ? 'The corpus is read-only' : stateText(state, away)}
        </output>
        <span className="view-space" />
        {first && <Views />}
        <button
          type="button"
          className="button button-icon"
          aria-label={`History of ${heading}`}
          aria-disabled={noHistory !== undefined}
          title={noHistory ?? `History${first ? ' (Shift+N)' : ''}`}
          onClick={() => {
            if (noHistory === undefined) openHistory()
          }}
        >
          <History size={15} aria-hidden />
        </button>
      </div>
      {phase.kind === 'failed' && (
        <FailureNotice failure={phase.failure}>
          <button type="button" className="button" onClick={() => saver?.flush()}>
            Save again
          </button>
        </FailureNotice>
      )}
      {versions.length > 0 && saver && <NoteConflict versions={versions} onKeep={saver.keep} />}
      {!apart && (
        <div className="note-body" data-view={view}>
          {view !== 'preview' && (
            <NoteField
              ref={field}
              corpus={corpus}
              of={of}
              label={heading}
              text={state.text}
              disabled={saver === null}
              readOnly={readOnly}
              onText={(text) => saver?.type(text)}
              onLeave={() => field.current?.blur()}
              onDone={() => saver?.flush()}
            />
          )}
          {view !== 'text' && (
            <section
              className="note-preview"
              aria-label={first ? 'Preview of the note' : `Preview of ${heading}`}
              // What scrolls must be reached by keys.
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
            >
              {preview.trim() === '' ? (
                <p className="note-empty">The preview comes here.</p>
              ) : (
                <MarkdownText
                  text={preview}
                  onOpen={open}
                  onBox={readOnly || preview !== state.text ? undefined : turn}
                />
              )}
            </section>
          )}
        </div>
      )}
      {history && saved.note !== null && (
        <NoteHistory
          corpus={corpus}
          note={saved.note}
          text={state.text}
          readOnly={readOnly}
          onClose={() => setHistory(false)}
          onRestore={(text) => {
            setHistory(false)
            saver?.type(text)
            saver?.flush()
          }}
        />
      )}
    </section>
  )
}
