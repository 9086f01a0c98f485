import { useState } from 'react'
import type { CorpusId, NoteId } from '../../shared/model/ids.ts'
import type { Noted } from '../../shared/model/note.ts'
import { useCommands } from '../commands/registry.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { useRead } from '../engine/engine.tsx'
import { NoteEditor, type AskedOfNote } from './note-editor.tsx'
import { nextNoteView, showNoteView, useNoteView } from './note-view.ts'
import { ownNote } from './own-note.ts'
import './notes.css'

type Props = {
  readonly corpus: CorpusId
  readonly of: Noted
  /** What was asked for by a key before the notes were on show: to write in the first, or its history. */
  readonly asked?: AskedOfNote | null
}

/**
 * The notes of a bucket or report. There is one as a rule, which is begun by typing; a bucket that others were merged
 * into shows theirs below its own.
 */
export const Notes = ({ corpus, of, asked = null }: Props) => {
  const read = useRead('notes.list', { corpus, of })
  const readOnly = useRead('corpus.describe', { corpus }).data?.readOnly ?? false
  useCommands({ 'note.toggle-preview': { run: () => showNoteView(nextNoteView(useNoteView.getState().view)) } })
  const id = of.kind === 'bucket' ? of.bucket : of.report
  const notes = read.isPlaceholderData ? undefined : read.data
  const [held, setHeld] = useState<NoteId | null>(null)
  const own = notes ? ownNote(notes, held) : null
  if (own && own.note !== held) setHeld(own.note)
  const others = notes?.filter((note) => note !== own) ?? []
  return (
    <section className="note-panel" aria-label="Notes" data-several={others.length > 0 || undefined}>
      {read.isError && <FailureNotice failure={read.error.failure} />}
      {notes && (
        <>
          <NoteEditor
            key={id}
            corpus={corpus}
            of={of}
            note={own}
            heading="Note"
            first
            readOnly={readOnly}
            asked={asked}
          />
          {others.map((note) => (
            <NoteEditor
              key={note.note}
              corpus={corpus}
              of={of}
              note={note}
              heading={note.from === null ? 'Another note' : `From ${note.from}`}
              first={false}
              readOnly={readOnly}
              asked={null}
            />
          ))}
        </>
      )}
    </section>
  )
}
