import { failed, success } from '../../../shared/model/result.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'
import { viewLines } from '../view-lines.ts'

export const logHandlers = (parts: EngineParts): Pick<Handlers, 'logs.list' | 'logs.lines' | 'logs.bytes'> => ({
  'logs.list': async ({ corpus, withoutCrash, page }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? success(await found.value.reader.logs(withoutCrash, page)) : found
  },

  'logs.lines': async ({ corpus, log, firstLine, count }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const { reader } = found.value
    const facts = await reader.log(log)
    const bytes = facts && (await reader.lines(log, firstLine, count))
    if (!facts || !bytes) return failed({ kind: 'not-found', what: 'log', id: log })
    return success({ log: facts, firstLine, lines: viewLines(bytes) })
  },

  'logs.bytes': async ({ corpus, log, startByte, length }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const { reader } = found.value
    const facts = await reader.log(log)
    const bytes = facts && (await reader.bytes(log, startByte, length))
    if (!facts || !bytes) return failed({ kind: 'not-found', what: 'log', id: log })
    return success({ size: facts.size, data: Buffer.from(bytes).toString('base64') })
  }
})
