import { readSync } from 'node:fs'
import type { Act } from '../../shared/model/act.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { ClaimedBucket } from '../corpus/triage.ts'
import { exportVersion } from '../export/json/export-file.ts'
import { bundleVersion } from './bundle-lines.ts'
import type { Opened } from './json-lines.ts'
import { bundleEntries } from './read-bundle.ts'
import { exportedActs } from './read-export.ts'
import { Refused, refusedFailure, type RefusedFailure } from './refused.ts'

/** All that a file brings but for the bytes of its logs. */
export type Brought = {
  /** An export has no logs. */
  readonly kind: 'bundle' | 'export'
  readonly logs: number
  /** Of all of them together. */
  readonly bytes: number
  readonly claims: readonly ClaimedBucket[]
  readonly acts: readonly Act[]
}

const zstdMagic = Buffer.from('28b52ffd', 'hex')

const isPacked = ({ descriptor }: Opened): boolean => {
  const head = Buffer.alloc(zstdMagic.length)
  readSync(descriptor, head, 0, head.length, 0)
  return head.equals(zstdMagic)
}

const readBundle = async (file: Opened, onRead: (bytes: number) => void): Promise<Brought> => {
  const claims: ClaimedBucket[] = []
  const acts: Act[] = []
  let logs = 0
  let bytes = 0
  for await (const entry of bundleEntries(file, onRead)) {
    if (entry.kind === 'log') {
      logs += 1
      bytes += entry.size
    }
    if (entry.kind === 'bucket') claims.push(entry.claim)
    else if (entry.kind === 'act') acts.push(entry.act)
  }
  return { kind: 'bundle', logs, bytes, claims, acts }
}

/**
 * Reads a file through, whichever it is by its content, and checks all of it. `name` is what a failure calls it,
 * `onRead` hears of its bytes. What it throws but for that is the caller's: a signal that was aborted, a disk's fault.
 */
export const readBrought = async (
  file: Opened,
  name: string,
  onRead: (bytes: number) => void
): Promise<Result<Brought, RefusedFailure>> => {
  const packed = isPacked(file)
  try {
    if (file.size === 0) throw new Refused('it is empty')
    if (packed) return success(await readBundle(file, onRead))
    const acts = exportedActs(file)
    onRead(file.size)
    return success({ kind: 'export', logs: 0, bytes: 0, claims: [], acts })
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown
    return failed(refusedFailure(name, thrown, packed ? bundleVersion : exportVersion))
  }
}
