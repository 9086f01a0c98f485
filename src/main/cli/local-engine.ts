import { resolve } from 'node:path'
import { createClient, type Client } from '../../shared/protocol/client.ts'
import { createMemoryTransports } from '../../shared/protocol/memory-transport.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { defaultCorpusFile, userDataFolder } from '../engine/data-folder.ts'
import { createEngine } from '../engine/engine.ts'
import type { ExitCode } from './command.ts'
import { complainOf } from './output.ts'
import { sampleFolder, version } from './program-files.ts'

type Use = {
  /** Null for the user's own corpus. */
  readonly corpusFile: string | null
  readonly create: boolean
  /** Whose name stands on what is done; null for the one that was set, else the account's. */
  readonly author?: string | null
}

const dataFolder = (): string | null => process.env['OOPSDESK_DATA'] ?? null

/** Where a corpus lies that a command is given, or is not. */
export const corpusFileOf = (given: string | null): string =>
  resolve(given ?? defaultCorpusFile(dataFolder() ?? userDataFolder()))

/** Runs a command against an engine in this process, over the same protocol as the window, and closes it after. */
export const withEngine = async (
  { corpusFile, create, author = null }: Use,
  work: (client: Client, corpus: CorpusId) => Promise<ExitCode>
): Promise<ExitCode> => {
  const opened = await createEngine({
    version,
    corpusFile,
    dataFolder: dataFolder(),
    roots: null,
    sampleFolder,
    readOnly: false,
    create,
    remember: false,
    ...(author === null ? {} : { author })
  })
  if (!opened.ok) {
    complainOf(opened.failure)
    return 1
  }
  const engine = opened.value
  const [near, far] = createMemoryTransports()
  engine.connect(far)
  const client = createClient(near)
  try {
    const described = await client.call('engine.describe', {})
    if (!described.ok) {
      complainOf(described.failure)
      return 1
    }
    const { corpus } = described.value
    if (corpus === null) throw new Error('the engine opened no corpus')
    return await work(client, corpus)
  } finally {
    client.close()
    await engine.close()
  }
}
