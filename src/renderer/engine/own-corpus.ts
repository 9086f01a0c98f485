import type { Failure } from '../../shared/model/failure.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { success, type Result } from '../../shared/model/result.ts'
import type { Client } from '../../shared/protocol/client.ts'

/** The corpus that the engine was started for, or else the person's own, which is made when it is not there yet. */
export const ownCorpus = async (client: Client): Promise<Result<CorpusId, Failure>> => {
  const described = await client.call('engine.describe', {})
  if (!described.ok) return described
  if (described.value.corpus) return success(described.value.corpus)
  const opened = await client.call('corpora.open', { kind: 'default' })
  return opened.ok ? success(opened.value.corpus) : opened
}
