import { useEffect, useRef } from 'react'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import type { Note } from '../../shared/model/bucket.ts'
import { useCommands } from '../commands/registry.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { CommandKeys } from '../components/keys.tsx'
import { clockTime } from '../components/times.ts'
import { useConnection } from '../engine/connection.ts'
import { useRead } from '../engine/engine.tsx'
import { MarkdownText } from './markdown.tsx'
import { NoteConflict } from './note-conflict.tsx'
import type { NoteState } from './note-saver.ts'
import { useNote } from './use-note.ts'
import './notes.css'

const stateText = ({ phase, saved, text }: NoteState, away: boolean): string => {
  switch (phase.kind) {
    case 'saved':
      if (saved.saved !== null) return `Saved ${clockTime(saved.saved)}`
      return text === '' ? 'No note yet' : 'Saved'
    case 'waiting':
    case 'saving':
      return away ? 'Kept in this window until the engine is back' : 'Saving'
    case 'failed':
      return 'Not saved'
    case 'conflict':
      return 'Changed elsewhere'
  }
}

type EditorProps = {
  readonly corpus: CorpusId
  readonly note: Note
  readonly readOnly: boolean
  readonly focused: boolean
}

const Editor = ({ corpus, note, readOnly, focused }: EditorProps) => {
  const { state, saver } = useNote(corpus, note)
  const field = useRef<HTMLTextAreaElement>(null)
  useCommands({ 'bucket.edit-note': { run: () => field.current?.focus() } })
  // A field that cannot be written in yet takes no focus.
  const ready = saver !== null
  useEffect(() => {
    if (focused && ready) field.current?.focus()
  }, [focused, ready])
  const { phase } = state
  const away = useConnection((connection) => connection.state !== 'open')
  return (
    <>
      <div className="note-head">
        <h2 id="note-title">Note</h2>
        <CommandKeys id="bucket.edit-note" />
        <output className="note-state" data-phase={phase.kind}>
          {readOnly ? 'The corpus is read-only' : stateText(state, away)}
        </output>
      </div>
      {phase.kind === 'failed' && (
        <FailureNotice failure={phase.failure}>
          <button type="button" className="button" onClick={() => saver?.flush()}>
            Save again
          </button>
        </FailureNotice>
      )}
      {phase.kind === 'conflict' && saver && (
        <NoteConflict mine={state.text} other={phase.other.text} onKeep={saver.keep} />
      )}
      <textarea
        ref={field}
        className="note-text"
        aria-labelledby="note-title"
        placeholder="What is known about this crash, in Markdown. It is saved as you type."
        value={state.text}
        maxLength={1_000_000}
        spellCheck={false}
        disabled={saver === null}
        readOnly={readOnly}
        onChange={(event) => saver?.type(event.target.value)}
        onBlur={() => saver?.flush()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          event.currentTarget.blur()
        }}
      />
      <section className="note-preview" aria-label="Preview of the note">
        {state.text.trim() === '' ? (
          <p className="note-empty">The preview comes here.</p>
        ) : (
          <MarkdownText text={state.text} />
        )}
      </section>
    </>
  )
}

type Props = {
  readonly corpus: CorpusId
  readonly bucket: BucketId
  /** Whether it was asked for, and is to be written in at once. */
  readonly focused?: boolean
}

/** The note of a bucket: Markdown, its preview, and whether it is saved. */
export const NotePanel = ({ corpus, bucket, focused = false }: Props) => {
  const read = useRead('notes.get', { corpus, bucket })
  const readOnly = useRead('corpus.describe', { corpus }).data?.readOnly ?? false
  const shown = read.data?.bucket === bucket ? read.data : null
  return (
    <section className="note-panel" aria-label="Note of the bucket">
      {read.isError && <FailureNotice failure={read.error.failure} />}
      {shown && <Editor key={bucket} corpus={corpus} note={shown} readOnly={readOnly} focused={focused} />}
    </section>
  )
}
