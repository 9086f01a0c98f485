import type { PickedFile } from '../host/host.ts'

const fileOf = (entry: FileSystemFileEntry): Promise<File | null> =>
  new Promise((resolve) => entry.file(resolve, () => resolve(null)))

/** A reader answers a folder's entries a hundred at a time, and then none. */
const entriesOf = async (folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> => {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([]))
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}

/** The files below what was dropped, each with its path within it. */
export const filesBelow = async (entries: readonly FileSystemEntry[]): Promise<readonly PickedFile[]> => {
  const found: PickedFile[] = []
  const waiting = [...entries]
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)))
    else if (entry.isFile) {
      const file = await fileOf(entry as FileSystemFileEntry)
      if (file) found.push({ file, path: entry.fullPath.replace(/^\//, '') })
    }
  }
  return found
}

/** Must be called while the drop event is handled: a browser takes its items back after. */
export const droppedEntries = (data: DataTransfer): readonly FileSystemEntry[] =>
  [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
