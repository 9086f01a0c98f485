import type { Picked, PickedFile } from '../host/host.ts'

/** A triage bundle or a JSON export, apart from the logs it was chosen with. */
export type BundleFile =
  | { readonly kind: 'path'; readonly path: string; readonly certain: boolean }
  | { readonly kind: 'file'; readonly file: PickedFile }

const isBundleName = (path: string): boolean => path.toLowerCase().endsWith('.oopsdesk-bundle')
const isJsonName = (path: string): boolean => path.toLowerCase().endsWith('.json')

/** Bytes of a JSON file that tell whether it is an export. */
const headLength = 4096

/** A JSON export says so at its beginning. */
export const isExportHead = (head: string): boolean => /^\s*\{\s*"format"\s*:\s*"oopsdesk-export"/.test(head)

const isBundleFile = async ({ path, file }: PickedFile): Promise<boolean> => {
  if (isBundleName(path)) return true
  if (!isJsonName(path)) return false
  return isExportHead(
    await file
      .slice(0, headLength)
      .text()
      .catch(() => '')
  )
}

/**
 * Tells bundles and JSON exports from logs. What a path's JSON holds only the engine sees: one that was chosen alone may
 * be an export, and is a log when it is not.
 */
export const apartBundles = async (
  picked: Picked
): Promise<{ readonly bundles: readonly BundleFile[]; readonly logs: Picked }> => {
  if (picked.kind === 'paths') {
    const maybe = (path: string): boolean => isBundleName(path) || (picked.paths.length === 1 && isJsonName(path))
    return {
      bundles: picked.paths.filter(maybe).map((path) => ({ kind: 'path', path, certain: isBundleName(path) })),
      logs: { kind: 'paths', paths: picked.paths.filter((path) => !maybe(path)) }
    }
  }
  const judged = await Promise.all(picked.files.map(async (file) => ({ file, bundle: await isBundleFile(file) })))
  return {
    bundles: judged.filter(({ bundle }) => bundle).map(({ file }) => ({ kind: 'file', file })),
    logs: { kind: 'files', files: judged.filter(({ bundle }) => !bundle).map(({ file }) => file) }
  }
}
