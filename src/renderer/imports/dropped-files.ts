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
const filesBelow = async (entries: readonly FileSystemEntry[]): Promise<readonly PickedFile[]> => {
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

/**
 * What was dropped. Must be called while the drop event is handled: a browser takes its items back after. Files that
 * stand in no file system of the browser, such as an attachment dragged out of a mail, come as they are.
 */
export const droppedOn = (data: DataTransfer): Promise<readonly PickedFile[]> => {
  const items = [...data.items].filter(({ kind }) => kind === 'file')
  const entries = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
  const loose = entries.flatMap((entry) => (entry instanceof File ? [{ file: entry, path: entry.name }] : []))
  const below = entries.flatMap((entry) => (entry === null || entry instanceof File ? [] : [entry]))
  return filesBelow(below).then((files) => [...files, ...loose])
}
