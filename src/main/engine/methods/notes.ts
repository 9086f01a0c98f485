import { failed, success } from '../../../shared/model/result.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'

export const noteHandlers = (parts: EngineParts): Pick<Handlers, 'notes.get' | 'notes.set'> => ({
  'notes.get': async ({ corpus, bucket }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const note = await found.value.reader.note(bucket)
    return note ? success(note) : failed({ kind: 'not-found', what: 'bucket', id: bucket })
  },

  'notes.set': async ({ corpus, bucket, text, revision }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const { writer, file } = found.value
    if (!writer) return failed({ kind: 'corpus-read-only', file })
    return writer.setNote(bucket, text, revision, Date.now())
  }
})
