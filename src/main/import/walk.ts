import type { BigIntStats } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import type { SkippedFile } from '../../shared/model/import.ts'
import { folderDepthLimit, skippedFile, skipReasonOf, skipTextOf } from './skip-text.ts'

/**
 * What to import. `label` names the source in what is stored instead of its absolute path; with the empty label, files
 * go by their path within the source.
 */
export type ImportRoot = {
  readonly path: string
  readonly label?: string | undefined
  /** What the list of imports calls it, where that is neither its path nor its label. */
  readonly name?: string | undefined
}

export type WalkEntry =
  | {
      readonly kind: 'file'
      /** As stored and shown. */
      readonly path: string
      /** Bytes of the real path, no link in it: a Linux name need not be UTF-8. */
      readonly location: Uint8Array
      /** In bytes. */
      readonly size: number
      /** Milliseconds since 1970. */
      readonly modified: number
    }
  | { readonly kind: 'skipped'; readonly file: SkippedFile }

export type WalkOptions = {
  /** Corpus files open in this process; they and SQLite's files beside them are skipped unopened. */
  readonly openCorpora?: readonly string[]
  readonly signal?: AbortSignal
}

type Link = { readonly location: Buffer; readonly path: string; readonly depth: number }
type Place = { readonly location: Buffer; readonly path: string; readonly depth: number }

const separator = Buffer.from(sep)
const identity = (stats: BigIntStats): string => `${stats.dev}:${stats.ino}`

const openCorpusParts = async (corpora: readonly string[]): Promise<ReadonlySet<string>> => {
  const parts = new Set<string>()
  for (const file of corpora) {
    for (const ending of ['', '-wal', '-shm', '-journal']) {
      parts.add(resolve(file) + ending)
      try {
        parts.add((await realpath(file)) + ending)
        parts.add(identity(await stat(file + ending, { bigint: true })))
      } catch {
        // Not there, so it cannot be met either.
      }
    }
  }
  return parts
}

const skipped = (file: string, thrown: unknown): WalkEntry => ({
  kind: 'skipped',
  file: skippedFile(file, skipReasonOf(thrown), skipTextOf(thrown))
})

/** Whether a file is a corpus that this process has open by now, or one of SQLite's files beside it; it is not opened. */
export const isOpenCorpus = async (location: Uint8Array, openCorpora: readonly string[]): Promise<boolean> => {
  const parts = await openCorpusParts(openCorpora)
  try {
    return parts.has(identity(await stat(Buffer.from(location), { bigint: true })))
  } catch {
    // It is gone.
    return false
  }
}

/** Lists what lies below one source. Order depends on names only; links to folders come after all that is no link. */
async function* walkSource(
  source: ImportRoot,
  corpusParts: ReadonlySet<string>,
  signal: AbortSignal | undefined
): AsyncGenerator<WalkEntry> {
  const visited = new Set<string>()
  const links: Link[] = []
  const label = source.label ?? resolve(source.path)

  const fileOf = (location: Buffer, path: string, stats: BigIntStats): WalkEntry => {
    if (corpusParts.has(identity(stats)) || corpusParts.has(location.toString())) {
      return { kind: 'skipped', file: skippedFile(path, 'corpus-file') }
    }
    if (!stats.isFile()) return { kind: 'skipped', file: skippedFile(path, 'not-a-file') }
    const modified = Number(stats.mtimeMs)
    return { kind: 'file', path, location, size: Number(stats.size), modified }
  }

  async function* linkOf(link: Link, rootPrefix: Buffer): AsyncGenerator<WalkEntry> {
    const target = await realpath(link.location, { encoding: 'buffer' })
    const inside = Buffer.concat([target, separator]).subarray(0, rootPrefix.length).equals(rootPrefix)
    if (!inside) {
      yield { kind: 'skipped', file: skippedFile(link.path, 'link-out-of-folder') }
      return
    }
    const stats = await stat(target, { bigint: true })
    if (stats.isDirectory()) links.push({ ...link, location: target })
    else yield fileOf(target, link.path, stats)
  }

  async function* folder(place: Place, rootPrefix: Buffer): AsyncGenerator<WalkEntry> {
    if (place.depth > folderDepthLimit) {
      yield { kind: 'skipped', file: skippedFile(place.path, 'too-deep') }
      return
    }
    const stats = await stat(place.location, { bigint: true })
    if (visited.has(identity(stats))) {
      yield { kind: 'skipped', file: skippedFile(place.path, 'link-loop') }
      return
    }
    visited.add(identity(stats))
    const names: Buffer[] = await readdir(place.location, { encoding: 'buffer' })
    names.sort((a, b) => a.compare(b))
    for (const name of names) {
      if (signal?.aborted) return
      const location = Buffer.concat([place.location, separator, name])
      const path = place.path === '' ? name.toString() : join(place.path, name.toString())
      try {
        const entry = await lstat(location, { bigint: true })
        if (entry.isSymbolicLink()) yield* linkOf({ location, path, depth: place.depth + 1 }, rootPrefix)
        else if (!entry.isDirectory()) yield fileOf(location, path, entry)
        else if (name.toString() !== '.git') yield* folder({ location, path, depth: place.depth + 1 }, rootPrefix)
      } catch (thrown) {
        yield skipped(path, thrown)
      }
    }
  }

  try {
    // A path that the person gave may itself be a link: it was meant.
    const root = await realpath(source.path, { encoding: 'buffer' })
    const stats = await stat(root, { bigint: true })
    if (!stats.isDirectory()) {
      yield fileOf(root, label === '' ? basename(source.path) : label, stats)
      return
    }
    const endsInSeparator = root.subarray(-separator.length).equals(separator)
    const rootPrefix = endsInSeparator ? root : Buffer.concat([root, separator])
    yield* folder({ location: root, path: label, depth: 0 }, rootPrefix)
    // Following a link may find further links, which the loop then sees too.
    for (const link of links) {
      if (signal?.aborted) return
      try {
        yield* folder(link, rootPrefix)
      } catch (thrown) {
        yield skipped(link.path, thrown)
      }
    }
  } catch (thrown) {
    yield skipped(label === '' ? basename(source.path) : label, thrown)
  }
}

/** Lists all files below the sources, and what among them cannot be imported. Ends early when aborted; never throws. */
export async function* walk(sources: readonly ImportRoot[], options: WalkOptions = {}): AsyncGenerator<WalkEntry> {
  const corpusParts = await openCorpusParts(options.openCorpora ?? [])
  for (const source of sources) {
    if (options.signal?.aborted) return
    yield* walkSource(source, corpusParts, options.signal)
  }
}
