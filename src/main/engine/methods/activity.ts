import { failed, success } from '../../../shared/model/result.ts'
import type { Handlers } from '../handlers.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import { byNow, writerOf } from '../writer-of.ts'

type ActivityMethods = 'activity.list' | 'activity.undo' | 'activity.redo'

export const activityHandlers = (parts: EngineParts): Pick<Handlers, ActivityMethods> => ({
  'activity.list': async ({ corpus, about, page }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const activity = await found.value.reader.activity(about, page)
    return activity ? success(activity) : failed({ kind: 'not-found', what: 'bucket', id: about ?? '' })
  },

  'activity.undo': async ({ corpus, gesture }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    const undone = await writer.value.undoGesture(gesture, byNow(parts))
    return undone.ok ? success({ undone: undone.value }) : undone
  },

  'activity.redo': async ({ corpus, gesture }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    const redone = await writer.value.redoGesture(gesture, byNow(parts))
    return redone.ok ? success({ redone: redone.value }) : redone
  }
})
