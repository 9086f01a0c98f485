import type { CorpusId } from '../../shared/model/ids.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { success, type Result } from '../../shared/model/result.ts'
import type { Client } from '../../shared/protocol/client.ts'

/** Corpora this window works on: a new engine must be told of them again. */
const inUse = new Set<CorpusId>()

/** Makes sure the engine has a corpus open: it may be one of a link, or of before the engine stopped. */
export const ensureOpen = async (client: Client, corpus: CorpusId): Promise<Result<null, Failure>> => {
  const described = await client.call('corpus.describe', { corpus })
  if (!described.ok) {
    if (described.failure.kind !== 'corpus-unknown') return described
    const opened = await client.call('corpora.open', { kind: 'recent', corpus })
    if (!opened.ok) return opened
  }
  inUse.add(corpus)
  return success(null)
}

export const reopenAll = async (client: Client): Promise<void> => {
  for (const corpus of inUse) await ensureOpen(client, corpus)
}
