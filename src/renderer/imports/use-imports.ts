import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { failureText, type Failure } from '../../shared/model/failure.ts'
import type { CorpusId, ImportId } from '../../shared/model/ids.ts'
import type { ImportSource } from '../../shared/model/import.ts'
import type { Result } from '../../shared/model/result.ts'
import type { Client, MethodFailure } from '../../shared/protocol/client.ts'
import { addNotice } from '../app/window-state.ts'
import { useEngine, useRead } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { invalidateCorpus } from '../engine/watch-corpus.ts'
import type { Picked, PickedFile } from '../host/host.ts'
import { runningImport, setLast, setRunning, useImportState } from './import-state.ts'
import { pickedName } from './picked-name.ts'
import { sendFiles } from './upload.ts'

const say = (failure: Failure): void => {
  const { message, remedy } = failureText(failure)
  addNotice(message, remedy)
}

const show = async (
  corpus: CorpusId,
  starting: Promise<Result<{ readonly import: ImportId }, MethodFailure<'imports.start' | 'imports.parseAgain'>>>
): Promise<void> => {
  const started = await starting
  if (started.ok) setRunning(corpus, { kind: 'importing', id: started.value.import, progress: null })
  else {
    setRunning(corpus, null)
    say(started.failure)
  }
}

const start = (client: Client, corpus: CorpusId, sources: readonly ImportSource[]): Promise<void> =>
  show(corpus, client.call('imports.start', { corpus, sources }))

/** Parses the logs of a corpus again that an older version read, shown and cancelled as an import is. */
export const parseAgain = async (client: Client, corpus: CorpusId): Promise<void> => {
  if (runningImport(corpus)) return say({ kind: 'import-running' })
  return show(corpus, client.call('imports.parseAgain', { corpus }))
}

const sendAndStart = async (client: Client, corpus: CorpusId, files: readonly PickedFile[]): Promise<void> => {
  const controller = new AbortController()
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0)
  let [bytesDone, filesDone] = [0, 0]
  const started = Date.now()
  const show = (): void =>
    setRunning(corpus, {
      kind: 'sending',
      files: files.length,
      filesDone,
      bytes,
      bytesDone,
      started,
      cancel: () => controller.abort()
    })
  show()
  const sent = await sendFiles(client, files, {
    signal: controller.signal,
    onPiece: (size, last) => {
      bytesDone += size
      if (last) filesDone++
      show()
    }
  })
  if (sent.ok) return start(client, corpus, [{ kind: 'upload', upload: sent.value, name: pickedName(files) }])
  setRunning(corpus, null)
  if (sent.failure.kind !== 'cancelled') say(sent.failure)
}

/** Imports what was chosen or dropped; failures are shown above the view. */
export const importPicked = async (client: Client, corpus: CorpusId, picked: Picked): Promise<void> => {
  const nothing = picked.kind === 'paths' ? picked.paths.length === 0 : picked.files.length === 0
  if (nothing) return
  if (runningImport(corpus)) return say({ kind: 'import-running' })
  if (picked.kind === 'files') return sendAndStart(client, corpus, picked.files)
  return start(
    client,
    corpus,
    picked.paths.map((path) => ({ kind: 'path', path }))
  )
}

export const cancelImport = (client: Client, corpus: CorpusId): void => {
  const running = runningImport(corpus)
  if (running?.kind === 'sending') running.cancel()
  else if (running) void client.call('imports.cancel', { corpus, import: running.id })
}

type Follow = {
  readonly client: Client
  readonly corpus: CorpusId
  readonly id: ImportId
  readonly signal: AbortSignal
  /** Reads anew what the import changed. */
  readonly refresh: () => Promise<void>
}

/** Shows an import as it runs, to its end, and says what ended it. Whatever did, another can be started after. */
export const followImport = async ({ client, corpus, id, signal, refresh }: Follow): Promise<void> => {
  if (runningImport(corpus) === null) setRunning(corpus, { kind: 'importing', id, progress: null })
  const end = await client.call(
    'imports.follow',
    { corpus, import: id },
    { signal, onProgress: (progress) => setRunning(corpus, { kind: 'importing', id, progress }) }
  )
  if (signal.aborted) return
  if (end.ok) setLast(corpus, { summary: end.value, found: end.value.found ?? null })
  else if (end.failure.kind !== 'engine-stopped') say(end.failure)
  // The list must know that it ended before we do, or it would be followed again.
  await refresh()
  setRunning(corpus, null)
}

/** Follows the import that runs in a corpus, whichever window started it, to its end. */
export const useFollowImport = (corpus: CorpusId): void => {
  const client = useEngine()
  const queries = useQueryClient()
  const listed = useRead('imports.list', { corpus }).data?.running ?? null
  const id = useImportState(({ running }) => {
    const own = running[corpus]
    return own?.kind === 'importing' ? own.id : listed
  })
  useEffect(() => {
    if (id === null) return undefined
    const controller = new AbortController()
    const refresh = (): Promise<void> => whileBusy(invalidateCorpus(queries, corpus))
    void followImport({ client, corpus, id, signal: controller.signal, refresh })
    return () => controller.abort()
  }, [client, queries, corpus, id])
}
