import { useEffect, useRef, useState } from 'react'
import type { ExportOptions, ExportScope } from '../../shared/model/export.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { Result } from '../../shared/model/result.ts'
import { whisper } from '../app/window-state.ts'
import { counted } from '../components/quantities.ts'
import { useEngine } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { downloadPieces } from './download.ts'
import { factsOf, type FormatChoice } from './export-choices.ts'

export type ExportJob = {
  /** From 0 to 1; null where nothing runs. */
  readonly running: number | null
  readonly failure: Failure | null
  /** Writes the file; answers whether it is there. */
  readonly start: () => Promise<boolean>
  readonly cancel: () => void
}

type Wanted = {
  readonly corpus: CorpusId
  readonly scope: ExportScope
  readonly format: FormatChoice
  readonly options: ExportOptions
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))

/** Lets the engine write an export or a bundle, and gives the person the file. */
export const useExportJob = ({ corpus, scope, format, options }: Wanted): ExportJob => {
  const client = useEngine()
  const [running, setRunning] = useState<number | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const controller = useRef<AbortController | null>(null)
  useEffect(() => () => controller.current?.abort(), [])

  const write = async (): Promise<boolean> => {
    const abort = new AbortController()
    controller.current = abort
    setFailure(null)
    setRunning(0)
    const pieces: BlobPart[] = []
    const show = (done: number, of: number): void => setRunning(of === 0 ? 1 : done / of)
    const made: Result<{ readonly fileName: string; readonly buckets: number }, Failure> =
      format === 'bundle'
        ? await client.call(
            'bundles.export',
            { corpus, scope },
            {
              signal: abort.signal,
              onProgress: ({ data, done, of }) => {
                pieces.push(bytesOf(data))
                show(done, of)
              }
            }
          )
        : await client.call(
            'exports.make',
            { corpus, scope, format, options },
            {
              signal: abort.signal,
              onProgress: ({ text, done, of }) => {
                pieces.push(text)
                show(done, of)
              }
            }
          )
    if (controller.current === abort) controller.current = null
    setRunning(null)
    if (!made.ok) {
      if (made.failure.kind !== 'cancelled') setFailure(made.failure)
      return false
    }
    const { fileName, buckets } = made.value
    const { type } = factsOf(format)
    downloadPieces(fileName, pieces, type.startsWith('text/') ? `${type};charset=utf-8` : type)
    whisper(`Exported ${counted(buckets, 'bucket')} to ${fileName}`)
    return true
  }
  return {
    running,
    failure,
    start: () => (controller.current ? Promise.resolve(false) : whileBusy(write())),
    cancel: () => controller.current?.abort()
  }
}
