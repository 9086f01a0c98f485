import type { Noted } from '../../../shared/model/note.ts'
import type { FailureOf } from '../../../shared/model/failure.ts'
import { failed, success } from '../../../shared/model/result.ts'
import type { Handlers } from '../handlers.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import { byNow, writerOf } from '../writer-of.ts'

type NoteMethods = 'notes.list' | 'notes.save' | 'notes.history' | 'notes.text'

const missing = (of: Noted): FailureOf<'not-found'> => ({
  kind: 'not-found',
  what: of.kind,
  id: of.kind === 'bucket' ? of.bucket : of.report
})

export const noteHandlers = (parts: EngineParts): Pick<Handlers, NoteMethods> => ({
  'notes.list': async ({ corpus, of }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const notes = await found.value.reader.notes(of)
    return notes ? success(notes) : failed(missing(of))
  },

  'notes.save': async ({ corpus, of, note, text, over }) => {
    const writer = writerOf(parts, corpus)
    return writer.ok ? writer.value.saveNote(of, note, text, over, byNow(parts)) : writer
  },

  'notes.history': async ({ corpus, note, page }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const history = await found.value.reader.noteHistory(note, page)
    return history ? success(history) : failed({ kind: 'not-found', what: 'note', id: note })
  },

  'notes.text': async ({ corpus, act }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const text = await found.value.reader.noteText(act)
    return text ? success(text) : failed({ kind: 'not-found', what: 'act', id: act })
  }
})
