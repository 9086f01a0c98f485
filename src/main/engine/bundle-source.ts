import { closeSync, fstatSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { ImportSource } from '../../shared/model/import.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { Opened } from '../bundle/json-lines.ts'
import { openPlain } from '../import/file-pieces.ts'
import { walk, type WalkEntry } from '../import/walk.ts'
import type { EngineParts } from './parts.ts'
import { refusedPath } from './path-guard.ts'

type SourceFailure = FailureOf<
  'path-missing' | 'path-unreadable' | 'path-not-allowed' | 'not-found' | 'bundle-unreadable'
>

export type BundleSource = {
  /** What the list of imports and failures call it. */
  readonly name: string
  /** The path that it is read from. */
  readonly path: string
  readonly file: Opened
  readonly close: () => void
}

/** Where a source lies, and what it is called. */
const placeOf = (
  source: ImportSource,
  { uploads, options }: EngineParts
): Result<{ readonly path: string; readonly label: string | undefined; readonly name: string }, SourceFailure> => {
  if (source.kind === 'upload') {
    const path = uploads.rootOf(source.upload)
    if (path === null) return failed({ kind: 'not-found', what: 'upload', id: source.upload })
    return success({ path, label: '', name: source.name ?? '' })
  }
  const path = resolve(source.path)
  const refused = refusedPath(path, options.roots)
  return refused ? failed(refused) : success({ path, label: undefined, name: path })
}

/** Opens the one file that a source is. An open corpus is never touched, as closing it would drop SQLite's locks. */
export const openBundle = async (
  source: ImportSource,
  parts: EngineParts
): Promise<Result<BundleSource, SourceFailure>> => {
  const place = placeOf(source, parts)
  if (!place.ok) return place
  const { path, label } = place.value
  const entries: WalkEntry[] = []
  for await (const entry of walk([{ path, label }], { openCorpora: parts.corpora.files() })) {
    entries.push(entry)
    if (entries.length > 1) break
  }
  const [entry, another] = entries
  const name = place.value.name || (entry?.kind === 'file' ? entry.path : 'What was dropped')
  if (!entry || another) {
    return failed({ kind: 'bundle-unreadable', file: name, detail: entry ? 'it is several files' : 'it is no file' })
  }
  if (entry.kind !== 'file') {
    const { reason, text } = entry.kind === 'skipped' ? entry.file : { reason: 'missing', text: '' }
    if (reason === 'missing') return failed({ kind: 'path-missing', path: name })
    if (reason === 'unreadable') return failed({ kind: 'path-unreadable', path: name, detail: 'permission denied' })
    return failed({ kind: 'bundle-unreadable', file: name, detail: text.replace(/\.$/, '') })
  }
  try {
    const descriptor = openPlain(entry.location)
    const { size } = fstatSync(descriptor)
    return success({ name, path, file: { descriptor, size }, close: () => closeSync(descriptor) })
  } catch (thrown) {
    const detail = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'it cannot be opened'
    return failed({ kind: 'path-unreadable', path: name, detail })
  }
}
