import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Corpus, CorpusWriter } from '../../src/main/corpus/corpus.ts'
import { openEmbeddedCorpus } from '../../src/main/corpus/embedded/open.ts'
import type { Result } from '../../src/shared/model/result.ts'

/** The value of a result that a test expects to be one. */
export const valueOf = <Value>(result: Result<Value, unknown>): Value => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.failure)}`)
  return result.value
}

/** The failure of a result that a test expects to be one. */
export const failureOf = <Problem>(result: Result<unknown, Problem>): Problem => {
  if (result.ok) throw new Error('was not refused')
  return result.failure
}

export const makeTempFolder = (): string => mkdtempSync(join(tmpdir(), 'oopsdesk-test-'))

export type TempCorpora = {
  readonly folder: string
  /** A path in the folder. */
  readonly file: (name?: string) => string
  /** Opens a corpus, and makes it unless told otherwise. */
  readonly open: (file?: string, create?: boolean) => Promise<Corpus & { readonly writer: CorpusWriter }>
  /** Closes what is open and removes the folder. */
  readonly end: () => Promise<void>
}

export const tempCorpora = (): TempCorpora => {
  const folder = makeTempFolder()
  const opened: Corpus[] = []
  const file = (name = 'crashes.oopsdesk'): string => join(folder, name)
  return {
    folder,
    file,
    open: async (path = file(), create = true) => {
      const corpus = valueOf(await openEmbeddedCorpus({ file: path, create }))
      opened.push(corpus)
      const { writer } = corpus
      if (!writer) throw new Error(`${path} is read-only`)
      return { ...corpus, writer }
    },
    end: async () => {
      for (const corpus of opened) await corpus.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
