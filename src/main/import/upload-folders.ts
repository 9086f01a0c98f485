import { readdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { processRuns } from '../corpus/embedded/process-runs.ts'

const ownName = `${process.pid}@${encodeURIComponent(hostname())}`

/** Engines may share a data folder; each keeps its uploads in a folder named for its process and machine. */
export const ownUploadFolder = (folder: string): string => join(folder, ownName)

const isAbandoned = (name: string): boolean => {
  const [pid = '', host] = name.split('@')
  if (!/^\d+$/.test(pid)) return false
  // Of another machine's processes nothing is known here. None but this process can have our name: the number of a
  // killed one was given again.
  return (
    (host === undefined || host === encodeURIComponent(hostname())) && (name === ownName || !processRuns(Number(pid)))
  )
}

/** Removes what engines that were killed left behind; to be called before this engine's first upload. */
export const removeAbandonedUploads = (folder: string): void => {
  try {
    for (const name of readdirSync(folder)) {
      if (isAbandoned(name)) rmSync(join(folder, name), { recursive: true, force: true })
    }
  } catch {
    // No folder yet, or one that cannot be written: an engine must start without it.
  }
}
