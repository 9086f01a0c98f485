import { randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { processRuns } from './process-runs.ts'

/** A corpus is made in far less than a second; what is older, in milliseconds, nobody works on any more. */
const abandonedAfter = 60 * 60 * 1000

const endings = ['', '-journal', '-wal', '-shm']
const partName = /\.(\d+)-[0-9a-f]{8}\.part(?:-journal|-wal|-shm)?$/

/** The name under which this process makes the corpus `file`. */
export const newPartFile = (file: string): string => `${file}.${process.pid}-${randomBytes(4).toString('hex')}.part`

/** Removes a corpus half made, with what SQLite left beside it. */
export const removePartFile = (part: string): void => {
  for (const ending of endings) rmSync(`${part}${ending}`, { force: true })
}

const abandoned = (path: string, pid: number, now: number): boolean => {
  const there = lstatSync(path, { throwIfNoEntry: false })
  return there?.isFile() === true && (!processRuns(pid) || now - there.mtimeMs > abandonedAfter)
}

/** Removes what processes that were killed while they made a corpus left in the folder of `file`. */
export const removeStaleParts = (file: string, now: number = Date.now()): void => {
  const folder = dirname(file)
  for (const name of readdirSync(folder)) {
    const pid = partName.exec(name)?.[1]
    const path = join(folder, name)
    if (pid !== undefined && abandoned(path, Number(pid), now)) rmSync(path, { force: true })
  }
}
