import { success } from '../../../shared/model/result.ts'
import type { Handlers } from '../handlers.ts'
import type { EngineParts } from '../parts.ts'
import { byNow, writerOf } from '../writer-of.ts'

type TriageMethods = 'author.get' | 'author.set' | 'triage.change'

export const triageHandlers = (parts: EngineParts): Pick<Handlers, TriageMethods> => ({
  'author.get': async () => success({ author: parts.author() }),

  'author.set': async ({ author }) => {
    const set = parts.setAuthor(author)
    return set.ok ? success({ author: set.value }) : set
  },

  'triage.change': async ({ corpus, buckets, change }) => {
    const writer = writerOf(parts, corpus)
    return writer.ok ? writer.value.changeTriage(buckets, change, byNow(parts)) : writer
  }
})
