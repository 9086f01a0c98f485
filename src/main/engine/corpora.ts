import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { RecentCorpus } from '../../shared/model/corpus.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { CorpusDamaged } from '../corpus/corpus-damaged.ts'
import type { Corpus, OpenFailure } from '../corpus/corpus.ts'
import { openEmbeddedCorpus } from '../corpus/embedded/open.ts'
import { runAllSteps } from './closing.ts'
import { defaultCorpusFile, recentFile, sampleCorpusFile } from './data-folder.ts'
import { refusedPath } from './path-guard.ts'
import { openRecent } from './recent.ts'

export type CorpusTarget =
  | { readonly kind: 'default' }
  | { readonly kind: 'sample' }
  | { readonly kind: 'recent'; readonly corpus: CorpusId }
  | { readonly kind: 'file'; readonly file: string; readonly create: boolean }

export type CorporaOptions = {
  readonly dataFolder: string
  /** Stands for the default corpus when it is given. */
  readonly corpusFile: string | null
  readonly roots: readonly string[] | null
  readonly readOnly: boolean
  readonly create: boolean
  readonly remember: boolean
}

export type OpenTargetFailure = OpenFailure | FailureOf<'corpus-unknown' | 'path-not-allowed'>

/** The corpora this engine has open. Each stays open until the engine ends, for a window may still show it. */
export type Corpora = {
  readonly open: (target: CorpusTarget) => Promise<Result<Corpus, OpenTargetFailure>>
  readonly find: (id: CorpusId) => Corpus | null
  /** Files of the corpora that are open. */
  readonly files: () => readonly string[]
  readonly recent: () => Promise<readonly RecentCorpus[]>
  readonly forget: (id: CorpusId) => void
  readonly close: () => Promise<void>
}

/** How many buckets a corpus has; null when it is too damaged to say. */
const countBuckets = async (corpus: Corpus): Promise<number | null> => {
  try {
    return (await corpus.reader.describe()).buckets
  } catch (thrown) {
    if (thrown instanceof CorpusDamaged) return null
    throw thrown
  }
}

/** Nobody's work fails for it, and closing does not either. */
const noBackup = (file: string, reason: string): void =>
  void process.stderr.write(`oopsdesk: No backup of ${file} was made: ${reason}.\n`)

/** A path typed into the window means by `~` what it means in a shell. */
const withHome = (path: string): string => path.replace(/^~(?=$|[\\/])/, homedir())

/** A file by device and number, whatever path leads to it; its path where there is none yet. */
const identityOf = (file: string): string => {
  try {
    const there = statSync(file, { throwIfNoEntry: false, bigint: true })
    return there ? `${there.dev}:${there.ino}` : file
  } catch {
    return file
  }
}

export const createCorpora = (options: CorporaOptions): Corpora => {
  const { dataFolder, roots, readOnly } = options
  const recent = openRecent(recentFile(dataFolder))
  const byId = new Map<CorpusId, Corpus>()
  const opening = new Map<string, Promise<Result<Corpus, OpenFailure>>>()
  const startFile = options.corpusFile === null ? defaultCorpusFile(dataFolder) : resolve(options.corpusFile)
  const ownFiles = [startFile, sampleCorpusFile(dataFolder)]

  const openFile = async (file: string, create: boolean): Promise<Result<Corpus, OpenFailure>> => {
    const opened = await openEmbeddedCorpus({
      file,
      create: create && !readOnly,
      readOnly,
      backups: { failed: (reason) => noBackup(file, reason) }
    })
    if (!opened.ok) return opened
    const corpus = opened.value
    const twin = byId.get(corpus.id)
    // The same corpus by another path, or a copy of it: two writers under one id would confuse every link.
    if (twin && existsSync(twin.file)) {
      await corpus.close()
      return success(twin)
    }
    byId.set(corpus.id, corpus)
    return success(corpus)
  }

  const openOnce = (file: string, create: boolean): Promise<Result<Corpus, OpenFailure>> => {
    // By a link too: to look at a file that is open here, and close it, drops the locks that SQLite has on it. Another
    // process would then take the write-ahead log away below us (https://sqlite.org/howtocorrupt.html, 2.2).
    const identity = identityOf(file)
    for (const corpus of byId.values()) {
      if (corpus.file === file || identityOf(corpus.file) === identity) return Promise.resolve(success(corpus))
    }
    const running = opening.get(identity) ?? openFile(file, create).finally(() => opening.delete(identity))
    opening.set(identity, running)
    return running
  }

  const remember = async (corpus: Corpus): Promise<void> => {
    if (!options.remember) return
    const buckets = await countBuckets(corpus)
    if (buckets !== null) recent.remember({ corpus: corpus.id, file: corpus.file, opened: Date.now(), buckets })
  }

  const targetFile = (target: CorpusTarget): Result<{ file: string; create: boolean }, OpenTargetFailure> => {
    if (target.kind === 'default') return success({ file: startFile, create: options.create })
    if (target.kind === 'sample') return success({ file: sampleCorpusFile(dataFolder), create: true })
    if (target.kind === 'recent') {
      const file = byId.get(target.corpus)?.file ?? recent.fileOf(target.corpus)
      return file === null
        ? failed({ kind: 'corpus-unknown', corpus: target.corpus })
        : success({ file, create: false })
    }
    return success({ file: resolve(withHome(target.file)), create: target.create })
  }

  return {
    open: async (target) => {
      const wanted = targetFile(target)
      if (!wanted.ok) return wanted
      const { file, create } = wanted.value
      // What is on the recent list was opened by this person before, not by whoever speaks to a server.
      const trusted = target.kind !== 'file' || ownFiles.includes(file)
      const refused = trusted ? null : refusedPath(file, roots && [...roots, dataFolder])
      if (refused) return failed(refused)
      const opened = await openOnce(file, create)
      if (opened.ok) await remember(opened.value)
      return opened
    },
    find: (id) => byId.get(id) ?? null,
    files: () => [...byId.values()].map(({ file }) => file),
    // The list on disk is as old as the last opening; of a corpus that is open we know better.
    recent: () =>
      Promise.all(
        recent.all().map(async (entry) => {
          const open = byId.get(entry.corpus)
          const buckets = open ? await countBuckets(open) : null
          return buckets === null ? entry : { ...entry, buckets }
        })
      ),
    forget: (id) => recent.forget(id),
    close: async () => {
      const open = [...byId.values()]
      byId.clear()
      await runAllSteps(open.flatMap((corpus) => [() => remember(corpus), corpus.close]))
    }
  }
}
