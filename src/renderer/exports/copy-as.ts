import { failureText, type Failure } from '../../shared/model/failure.ts'
import type { BucketId, CorpusId, ReportId } from '../../shared/model/ids.ts'
import type { Client } from '../../shared/protocol/client.ts'
import { copyText } from '../app/copy-text.ts'
import { addNotice, whisper } from '../app/window-state.ts'
import { whileBusy } from '../engine/idle.ts'
import { keptChoices } from './export-choices.ts'

const say = (failure: Failure): void => {
  const { message, remedy } = failureText(failure)
  addNotice(message, remedy)
}

/** Copies a bucket as the Markdown that an export would write, with what the person chose to export last. */
export const copyMarkdown = async (client: Client, corpus: CorpusId, bucket: BucketId): Promise<void> => {
  const pieces: string[] = []
  const made = await whileBusy(
    client.call(
      'exports.make',
      { corpus, scope: { kind: 'buckets', buckets: [bucket] }, format: 'markdown', options: keptChoices().options },
      { onProgress: ({ text }) => void pieces.push(text) }
    )
  )
  if (made.ok) await copyText(pieces.join(''), 'Copied as Markdown')
  else say(made.failure)
}

/** Copies what the commit of a fix is to say of who reported a crash, where its log is a mail that tells. */
export const copyTrailers = async (client: Client, corpus: CorpusId, report: ReportId): Promise<void> => {
  const read = await whileBusy(client.call('reports.trailers', { corpus, report }))
  if (!read.ok) say(read.failure)
  else if (read.value.lines.length === 0) whisper('The log is no mail that says who reported it')
  else await copyText(`${read.value.lines.join('\n')}\n`, 'Copied for a commit')
}
