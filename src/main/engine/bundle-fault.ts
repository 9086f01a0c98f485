import { closeSync, fstatSync } from 'node:fs'
import type { FailureOf } from '../../shared/model/failure.ts'
import { readBrought } from '../bundle/read-file.ts'
import { openPlain } from '../import/file-pieces.ts'
import { checkBrought } from './bundle-check.ts'

/** Nothing is there yet that could go against what is brought. */
const nothing: Parameters<typeof checkBrought>[0] = {
  compare: async (acts, claims) => ({
    newActs: acts.map(({ act }) => act),
    contradicted: null,
    newBuckets: claims.map(({ bucket }) => bucket)
  })
}

/** Why a file cannot be taken into a corpus that has nothing yet; null where it can. Asked before one is made for it. */
export const bundleFault = async (
  path: string
): Promise<FailureOf<'bundle-unreadable' | 'bundle-newer' | 'path-unreadable'> | null> => {
  let descriptor: number | null = null
  try {
    descriptor = openPlain(Buffer.from(path))
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) return { kind: 'bundle-unreadable', file: path, detail: 'it is no file' }
    const brought = await readBrought({ descriptor, size: stat.size }, path, () => undefined)
    if (!brought.ok) return brought.failure
    const checked = await checkBrought(nothing, brought.value, path, Date.now())
    return checked.ok ? null : checked.failure
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown)) throw thrown
    return { kind: 'path-unreadable', path, detail: String(thrown.code) }
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}
