import { counted } from '../components/quantities.ts'
import type { PickedFile } from '../host/host.ts'

/** What was chosen or dropped as the list of imports calls it: `logs`, `logs and 2 files`, `dmesg.txt`, `12 files`. */
export const pickedName = (files: readonly Pick<PickedFile, 'path'>[]): string => {
  const folders = new Set<string>()
  const loose: string[] = []
  for (const { path } of files) {
    const slash = path.indexOf('/')
    if (slash > 0) folders.add(path.slice(0, slash))
    else loose.push(path)
  }
  const [only] = loose
  const alone = loose.length === 1 && only !== undefined ? only : counted(loose.length, 'file')
  const named = [...folders].slice(0, 3)
  const more = folders.size > named.length ? [counted(folders.size - named.length, 'more folder')] : []
  const all = [...named, ...more, ...(loose.length > 0 ? [alone] : [])]
  const last = all.at(-1) ?? counted(0, 'file')
  return (all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last).slice(0, 1000)
}
