import { useState } from 'react'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { InputOf } from '../../shared/protocol/methods.ts'
import { copyText } from '../app/copy-text.ts'
import { whisper } from '../app/window-state.ts'
import { useCommands } from '../commands/registry.ts'
import { useEngine } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { download } from '../exports/download.ts'
import { useHeeded } from './heeded.ts'
import { sayFailure } from './say-failure.ts'
import { inputOf, type Side } from './sides.ts'

export type Format = InputOf<'compare.export'>['format']

const types: Readonly<Record<Format, string>> = {
  text: 'text/plain',
  markdown: 'text/markdown',
  json: 'application/json',
  html: 'text/html'
}

type Parts = {
  readonly corpus: CorpusId
  readonly a: Side
  readonly b: Side
  /** What is on show is still another pair. */
  readonly comparing: boolean
}

export type Output = {
  readonly asks: boolean
  readonly close: () => void
  readonly save: (format: Format) => void
}

/** The comparison as a text: copied for a mail, or saved in one of its formats. */
export const useOutput = ({ corpus, a, b, comparing }: Parts): Output => {
  const client = useEngine()
  const { heeded, whole } = useHeeded()
  const [asks, setAsks] = useState(false)

  const write = async (format: Format): Promise<{ readonly fileName: string; readonly text: string } | null> => {
    const sides = { corpus, a: inputOf(a), b: inputOf(b), heeded }
    const written = await client.call('compare.export', { sides, whole, format })
    if (written.ok) return written.value
    sayFailure(written.failure)
    return null
  }
  const save = async (format: Format): Promise<void> => {
    const written = await write(format)
    if (!written) return
    download(written.fileName, written.text, types[format])
    whisper(`Exported the comparison to ${written.fileName}`)
  }
  const copy = async (): Promise<void> => {
    const written = await write('text')
    if (written) await copyText(written.text, 'Comparison copied')
  }
  const disabled = comparing ? 'The comparison is being made.' : undefined
  useCommands({
    'compare.copy': { run: () => void whileBusy(copy()), disabled },
    'compare.export': { run: () => setAsks(true), disabled }
  })
  return {
    asks,
    close: () => setAsks(false),
    save: (format) => {
      setAsks(false)
      void whileBusy(save(format))
    }
  }
}
