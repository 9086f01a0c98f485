import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { LogOrigin, CorpusReader } from '../corpus/corpus.ts'
import type { BundledLog } from '../bundle/bundle-lines.ts'
import type { Opened } from '../bundle/json-lines.ts'
import { bundleEntries } from '../bundle/read-bundle.ts'
import type { ImportEntry } from '../import/run-import.ts'

/**
 * Where a log comes from as an import enters it. Of one copy with several times the newest counts, and the oldest that
 * is known of any is entered first, so that reports are as old there as here.
 */
export const originsOf = (
  { origins, modified, folder }: BundledLog,
  known: readonly { readonly file: string; readonly modified: number }[]
): readonly LogOrigin[] => {
  const here = new Map(known.map((origin) => [origin.file, origin.modified]))
  const newest = origins.map((origin) => ({
    file: origin.file,
    modified: Math.max(origin.modified, here.get(origin.file) ?? origin.modified),
    folder
  }))
  const [first] = newest
  return first && newest.every((origin) => origin.modified > modified) ? [{ ...first, modified }, ...newest] : newest
}

const writeAll = (descriptor: number, data: Uint8Array): void => {
  for (let done = 0; done < data.length;) done += writeSync(descriptor, data, done)
}

/**
 * The logs of a bundle that was found to be sound, as an import takes them: those that the corpus lacks lie in `folder`
 * as files while they are read, two or three at a time.
 */
export async function* bundledLogs(
  file: Opened,
  { reader, folder, signal }: { readonly reader: CorpusReader; readonly folder: string; readonly signal: AbortSignal }
): AsyncGenerator<ImportEntry> {
  let open: { readonly log: BundledLog; readonly path: string; readonly descriptor: number } | null = null
  const close = (): void => {
    if (open) closeSync(open.descriptor)
    open = null
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    for await (const entry of bundleEntries(file, () => undefined)) {
      if (signal.aborted) return
      if (entry.kind === 'log') {
        const { log, size } = entry
        const known = await reader.provenance(log)
        if (known) {
          yield { kind: 'known', log, size, origins: originsOf(entry, known.origins) }
          continue
        }
        const path = join(folder, `${log}.log`)
        open = { log: entry, path, descriptor: openSync(path, 'w', 0o600) }
      } else if (entry.kind === 'bytes') {
        if (open) writeAll(open.descriptor, entry.data)
      } else if (entry.kind === 'logged') {
        if (!open) continue
        const { log, path } = open
        close()
        const origins = originsOf(log, [])
        yield {
          kind: 'file',
          path: origins[0]?.file ?? log.log,
          location: Buffer.from(path),
          size: log.size,
          modified: log.modified,
          origins,
          done: () => rmSync(path, { force: true })
        }
      } else return
    }
  } finally {
    close()
  }
}
