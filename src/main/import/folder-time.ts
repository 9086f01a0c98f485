import { closeSync, openSync, readSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { clockSlack, firstKernelTime, type FileTime } from '../../shared/model/seen.ts'
import { epochTime, wallTime } from '../parse/when/calendar.ts'

type FolderTime = NonNullable<FileTime['folder']>

/** The file's own name, and the folders that a collector of crashes makes for one. */
const namesLooked = 3

/** `127.0.0.1-2024-05-01-12:34:56` (kdump), `oops-2024-05-01-12:34:56-1234-0` (ABRT), `console-2024-05-01T12-34-56Z.log`. */
const withDashes =
  /(?<!\d)(\d{4})-(\d\d)-(\d\d)[-_T .](\d\d)[-:_.h]?(\d\d)(?:[-:_.m]?(\d\d))?(?:\.\d{1,9})?(Z|\+\d\d:?\d\d)?(?!\d)/
/** `202405011234` (Debian's kdump-tools), `20240501-123456`, `20240501T123456Z`. */
const withoutDashes = /(?<!\d)(\d{4})(\d\d)(\d\d)[-_T.]?(\d\d)(\d\d)(\d\d)?(Z|\+\d\d:?\d\d)?(?!\d)/
/** `crash-2024-05-01`, `20240501.log`; but `next-20240501` is a kernel. */
const dayOnly = /(?<!\d|next-)(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))(?!\d)/
/** `1714564800` (systemd-pstore), `crash-1714564800.log`. */
const epoch = /^(?:[a-z]+[-_.])*(1\d{9})(?:[-_.][a-z.]+)?$/i
/** `dmesg-efi_pstore-171456480001001`: seconds, part, count (drivers/firmware/efi/efi-pstore.c, generic_id). */
const efiRecord = /^dmesg-efi(?:_pstore)?-(1\d{9})\d{5}(?!\d)/
/** A folder that ABRT makes for a problem holds a file `time`. */
const abrtFolder = /^[A-Za-z]+-\d{4}-\d\d-\d\d-\d\d[:_]\d\d[:_]\d\d-\d+/

const day = 24 * 3_600_000

const timeInName = (name: string): FolderTime | null => {
  const seconds = (epoch.exec(name) ?? efiRecord.exec(name))?.[1]
  if (seconds !== undefined) return { time: epochTime(seconds), assumes: 'nothing' }
  const match = withDashes.exec(name) ?? withoutDashes.exec(name)
  if (match === null) return null
  const [, year, month, date, hour, minute, second, zone] = match
  const wall = wallTime({
    year: Number(year),
    month: Number(month),
    day: Number(date),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
    zone
  })
  return wall === null ? null : { time: wall.time, assumes: wall.assumes === 'nothing' ? 'nothing' : 'zone' }
}

const dayInName = (name: string, modified: number): FolderTime | null => {
  const match = dayOnly.exec(name)
  if (match === null) return null
  const [, year, month, date, shortMonth, shortDate] = match
  const wall = wallTime({
    year: Number(year),
    month: Number(month ?? shortMonth),
    day: Number(date ?? shortDate),
    hour: 0,
    minute: 0,
    second: 0
  })
  // A file of that day tells the hour too.
  if (wall === null || (modified >= wall.time && modified < wall.time + day)) return null
  return { time: wall.time, assumes: 'zone' }
}

const first = <Value>(names: readonly string[], read: (name: string) => Value | null): Value | null => {
  for (const name of names) {
    const found = read(name)
    if (found !== null) return found
  }
  return null
}

/**
 * The time that the name of a file or its nearest folders tells, the more exact one first. A name that is later than
 * its file is that of a copy, a backup say.
 */
export const timeOfPath = (path: string, modified: number): FileTime['folder'] => {
  const names = path.split(/[/\\]/).slice(-namesLooked).toReversed()
  const isOwn = ({ time }: FolderTime): boolean =>
    time >= firstKernelTime && (modified < firstKernelTime || time <= modified + clockSlack)
  const found = first(names, timeInName) ?? first(names, (name) => dayInName(name, modified))
  return found !== null && isOwn(found) ? found : null
}

/** What the file `time` of an ABRT folder says: seconds since 1970. */
const timeOfAbrt = (folder: string): FolderTime | null => {
  const bytes = Buffer.alloc(32)
  try {
    const file = openSync(join(folder, 'time'), 'r')
    try {
      const text = bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0)).trim()
      return /^\d{9,11}$/.test(text) ? { time: epochTime(text), assumes: 'nothing' } : null
    } finally {
      closeSync(file)
    }
  } catch {
    // Not there, or not to be read: then its name tells.
    return null
  }
}

/**
 * The time that a log's folder tells, null where it does not. `path` is as shown, `location` where the file lies,
 * `modified` its time in milliseconds since 1970.
 */
export const folderTime = (path: string, location: Uint8Array, modified: number): FileTime['folder'] => {
  const folder = dirname(Buffer.from(location).toString())
  return (abrtFolder.test(basename(folder)) ? timeOfAbrt(folder) : null) ?? timeOfPath(path, modified)
}
