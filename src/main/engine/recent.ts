import { existsSync, readFileSync, statSync, mkdirSync } from 'node:fs'
import { basename, dirname, extname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { timeSchema } from '../../shared/model/time.ts'
import type { RecentCorpus } from '../../shared/model/corpus.ts'
import { corpusIdSchema, type CorpusId } from '../../shared/model/ids.ts'
import { list, record } from '../../shared/model/record.ts'

const entrySchema = record({
  corpus: corpusIdSchema,
  file: z.string(),
  opened: timeSchema,
  buckets: z.number().int().nonnegative()
})
type Entry = z.infer<typeof entrySchema>

const keep = 30

export const corpusName = (file: string): string => basename(file, extname(file))

const load = (file: string): readonly Entry[] => {
  try {
    return list(entrySchema).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // A list that is not there, or not ours, is an empty one: it only saves clicks.
    return []
  }
}

/** The corpora opened last, newest first, in a JSON file of the data folder. */
export type RecentCorpora = {
  readonly all: () => readonly RecentCorpus[]
  readonly fileOf: (corpus: CorpusId) => string | null
  readonly remember: (entry: Entry) => void
  readonly forget: (corpus: CorpusId) => void
}

export const openRecent = (file: string): RecentCorpora => {
  const save = (entries: readonly Entry[]): void => {
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileAtomic.sync(file, `${JSON.stringify(entries, null, 2)}\n`)
    } catch {
      // Where the data folder cannot be written, corpora are opened all the same.
    }
  }
  // Read at every use: other windows and commands write the same file.
  return {
    all: () =>
      load(file).map((entry) => {
        const present = existsSync(entry.file)
        return {
          ...entry,
          name: corpusName(entry.file),
          present,
          fileBytes: present ? statSync(entry.file).size : 0
        }
      }),
    fileOf: (corpus) => load(file).find((entry) => entry.corpus === corpus)?.file ?? null,
    remember: (entry) =>
      save(
        [entry, ...load(file).filter((other) => other.corpus !== entry.corpus && other.file !== entry.file)].slice(
          0,
          keep
        )
      ),
    forget: (corpus) => save(load(file).filter((entry) => entry.corpus !== corpus))
  }
}
