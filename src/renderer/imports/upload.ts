import type { Failure } from '../../shared/model/failure.ts'
import type { UploadId } from '../../shared/model/ids.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { Client } from '../../shared/protocol/client.ts'
import type { PickedFile } from '../host/host.ts'

/** Bytes of a piece before base64; a multiple of 3, so that no piece is padded. */
const pieceSize = 768 * 1024
/** Pieces under way at once, so that the engine never waits for the next. */
const inFlight = 4

type Piece = { readonly file: File; readonly path: string; readonly offset: number; readonly last: boolean }

/** A file's pieces in order; an empty file has one, so that it is there too. */
export const piecesOf = function* (files: readonly PickedFile[], size = pieceSize): Generator<Piece> {
  for (const { file, path } of files) {
    let offset = 0
    do {
      yield { file, path, offset, last: offset + size >= file.size }
      offset += size
    } while (offset < file.size)
  }
}

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

/** Sends files to the engine. Each file's pieces arrive in order, for a connection keeps the order of its calls. */
export const sendFiles = async (
  client: Client,
  files: readonly PickedFile[],
  { signal, onPiece }: Options
): Promise<Result<UploadId, Failure>> => {
  const opened = await client.call('uploads.open', {})
  if (!opened.ok) return opened
  const { upload } = opened.value
  const under = new Set<Promise<void>>()
  let failure: Failure | null = null

  const send = async ({ file, path, offset, last }: Piece, size: number, data: string): Promise<void> => {
    const answer = await client.call('uploads.write', { upload, path, modified: file.lastModified, offset, data })
    if (answer.ok) onPiece(size, last)
    else failure ??= answer.failure
  }

  for (const piece of piecesOf(files)) {
    if (signal.aborted) failure = { kind: 'cancelled' }
    if (failure) break
    const blob = piece.file.slice(piece.offset, piece.offset + pieceSize)
    const data = await base64Of(blob).catch((error: unknown) => {
      failure = { kind: 'path-unreadable', path: piece.path, detail: String(error) }
      return null
    })
    if (data === null) break
    const sent = send(piece, blob.size, data)
    under.add(sent)
    void sent.finally(() => under.delete(sent))
    if (under.size >= inFlight) await Promise.race(under)
  }
  await Promise.all(under)
  if (!failure) return success(upload)
  await client.call('uploads.discard', { upload })
  return failed(failure)
}
