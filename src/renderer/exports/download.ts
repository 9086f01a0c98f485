import { failureText } from '../../shared/model/failure.ts'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import type { Client } from '../../shared/protocol/client.ts'
import { addNotice, whisper } from '../app/window-state.ts'
import { counted } from '../components/quantities.ts'

/** Gives the person a text as a file. */
export const download = (fileName: string, text: string, type = 'text/markdown'): void => {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The browser reads the blob after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Saves some buckets, or all with a note, as one Markdown file. */
export const downloadMarkdown = async (
  client: Client,
  corpus: CorpusId,
  buckets: 'noted' | readonly BucketId[]
): Promise<void> => {
  const answer = await client.call('exports.markdown', { corpus, buckets })
  if (!answer.ok) {
    const { message, remedy } = failureText(answer.failure)
    return addNotice(message, remedy)
  }
  const { fileName, text, buckets: exported } = answer.value
  if (exported === 0)
    return addNotice('No bucket of this corpus has a note.', 'Write one on the page of a bucket first.')
  download(fileName, text)
  return whisper(`Exported ${counted(exported, 'bucket')} to ${fileName}`)
}
