import { failed, success } from '../../../shared/model/result.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'
import { writerOf } from '../writer-of.ts'

export const regroupingHandlers = (
  parts: EngineParts
): Pick<Handlers, 'regrouping.preview' | 'regrouping.apply' | 'regrouping.undo'> => ({
  'regrouping.preview': async ({ corpus }, { signal, progress }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const preview = await found.value.reader.previewRegrouping(signal, progress)
    return preview ? success(preview) : failed({ kind: 'cancelled' })
  },

  'regrouping.apply': async ({ corpus }, { signal, progress }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    if (parts.imports.running(corpus)) return failed({ kind: 'import-running' })
    const applied = await writer.value.applyRegrouping(signal, progress)
    if (!applied.ok) return applied
    return applied.value ? success(applied.value) : failed({ kind: 'cancelled' })
  },

  'regrouping.undo': async ({ corpus }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    if (parts.imports.running(corpus)) return failed({ kind: 'import-running' })
    const undone = await writer.value.undoRegrouping()
    return undone.ok ? success({ undone: undone.value }) : undone
  }
})
