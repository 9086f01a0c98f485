import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { FailureOf } from '../../shared/model/failure.ts'

/** Follows links as far as the path exists, so that a link out of a root does not count as inside it. */
const realPath = (path: string): string => {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(realPath(parent), basename(path))
  }
}

const within = (path: string, root: string): boolean => {
  const real = realPath(resolve(root))
  return path === real || path.startsWith(real.endsWith(sep) ? real : real + sep)
}

/** Null when the path may be used: it lies below one of the roots, or there are none to keep to. */
export const refusedPath = (path: string, roots: readonly string[] | null): FailureOf<'path-not-allowed'> | null => {
  if (roots === null) return null
  const real = realPath(resolve(path))
  return roots.some((root) => within(real, root)) ? null : { kind: 'path-not-allowed', path, roots }
}
