import type { Failure } from '../../shared/model/failure.ts'
import type { UploadId } from '../../shared/model/ids.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { Client } from '../../shared/protocol/client.ts'
import type { PickedFile } from '../host/host.ts'

/** Bytes of a piece before base64; a multiple of 3, so that no piece is padded. */
const pieceSize = 768 * 1024
/** Files under way at once: many small ones would else wait for one answer after the other. */
const filesAtOnce = 8

/** Where the pieces of a file begin; an empty file has one, so that it is there too. */
export const offsetsOf = (fileSize: number, size = pieceSize): readonly number[] =>
  Array.from({ length: Math.max(1, Math.ceil(fileSize / size)) }, (_, at) => at * size)

const base64Of = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : ''
      resolve(url.slice(url.indexOf(',') + 1))
    })
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')))
    reader.readAsDataURL(blob)
  })

type Options = {
  readonly signal: AbortSignal
  /** Called with the bytes of each piece that arrived, and whether it was the last of its file. */
  readonly onPiece: (bytes: number, lastOfFile: boolean) => void
}

/** Sends files to the engine; each file's pieces one after the other. */
export const sendFiles = async (
  client: Client,
  files: readonly PickedFile[],
  { signal, onPiece }: Options
): Promise<Result<UploadId, Failure>> => {
  const opened = await client.call('uploads.open', {})
  if (!opened.ok) return opened
  const { upload } = opened.value
  const waiting = files.values()
  let failure: Failure | null = null

  const sendPiece = async ({ file, path }: PickedFile, offset: number): Promise<Failure | null> => {
    const blob = file.slice(offset, offset + pieceSize)
    const data = await base64Of(blob).catch(() => null)
    if (data === null) return { kind: 'path-unreadable', path, detail: 'the browser could not read it' }
    const answer = await client.call('uploads.write', { upload, path, modified: file.lastModified, offset, data })
    if (!answer.ok) return answer.failure
    onPiece(blob.size, offset + pieceSize >= file.size)
    return null
  }
  const sendWaiting = async (): Promise<void> => {
    for (const picked of waiting) {
      for (const offset of offsetsOf(picked.file.size)) {
        if (signal.aborted) failure ??= { kind: 'cancelled' }
        if (failure) return
        const refused = await sendPiece(picked, offset)
        if (refused) failure ??= refused
      }
    }
  }

  await Promise.all(Array.from({ length: filesAtOnce }, sendWaiting))
  if (!failure) return success(upload)
  await client.call('uploads.discard', { upload })
  return failed(failure)
}
