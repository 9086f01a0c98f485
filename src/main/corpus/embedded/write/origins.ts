import { inYearBefore, seenOf, yearLimit, type FileTime, type SeenAssumes } from '../../../../shared/model/seen.ts'
import type { LogOrigin } from '../../corpus.ts'
import type { Connection } from '../connection.ts'

export type OriginWriter = {
  /** Notes where a log came from; false when that is known already. */
  readonly add: (log: number, origin: LogOrigin) => boolean
  /**
   * A crash is as old as the oldest copy of its log. Where a copy is older than those known, moves the log back, and
   * those of its reports whose time rests on the file; answers the buckets to settle.
   */
  readonly moveBack: (log: number, origin: LogOrigin) => readonly number[]
  /** The oldest times of the copies of a log. */
  readonly fileTime: (log: number) => FileTime
}

type LogTimes = {
  readonly seen: number
  readonly folder_time: number | null
  readonly folder_assumes: Exclude<SeenAssumes, 'year'> | null
}

type DatedByFile = {
  readonly number: number
  readonly bucket: number
  readonly seen: number
  readonly seen_assumes: SeenAssumes
}

const older = (one: FileTime['folder'], other: FileTime['folder']): FileTime['folder'] => {
  if (one === null || other === null) return one ?? other
  if (one.time !== other.time) return one.time < other.time ? one : other
  return one.assumes === 'nothing' ? one : other
}

export const createOriginWriter = (db: Connection): OriginWriter => {
  const add = db.prepare<[number, string, number, number]>(`
    INSERT INTO origin (log, file, modified, imported) VALUES (?, ?, ?, ?)
    ON CONFLICT (log, file) DO UPDATE SET modified = excluded.modified WHERE modified <> excluded.modified
  `)
  const timesOf = db.prepare<[number], LogTimes>('SELECT seen, folder_time, folder_assumes FROM log WHERE number = ?')
  const setTimes = db.prepare<[number, number | null, string | null, number]>(
    'UPDATE log SET seen = ?, folder_time = ?, folder_assumes = ? WHERE number = ?'
  )
  const datedByFile = db.prepare<[number], DatedByFile>(`
    SELECT number, bucket, seen, seen_assumes FROM report
    WHERE log = ? AND (seen_from IN ('file', 'folder') OR seen_assumes = 'year')
  `)
  const setSeen = db.prepare<[number, string, string, number]>(
    'UPDATE report SET seen = ?, seen_from = ?, seen_assumes = ? WHERE number = ?'
  )
  const setYear = db.prepare<[number, number]>('UPDATE report SET seen = ? WHERE number = ?')

  const fileTime = (log: number): FileTime => {
    const times = timesOf.get(log)
    if (!times) throw new Error(`there is no log ${log}`)
    const { seen, folder_time: time, folder_assumes: assumes } = times
    return { modified: seen, folder: time === null || assumes === null ? null : { time, assumes } }
  }

  return {
    add: (log, { file, modified }) => add.run(log, file, Math.round(modified), Date.now()).changes > 0,
    fileTime,
    moveBack: (log, origin) => {
      const known = fileTime(log)
      const modified = Math.min(known.modified, Math.round(origin.modified))
      const folder = older(known.folder, origin.folder ?? null)
      const isSame = folder?.time === known.folder?.time && folder?.assumes === known.folder?.assumes
      if (modified === known.modified && isSame) return []
      setTimes.run(modified, folder?.time ?? null, folder?.assumes ?? null, log)
      const now = Date.now()
      const file: FileTime = { modified, folder }
      const moved = seenOf([], file, now)
      const buckets = new Set<number>()
      for (const { number, bucket, seen, seen_assumes: assumes } of datedByFile.all(log)) {
        if (assumes === 'year') setYear.run(inYearBefore(seen, yearLimit(file, now)), number)
        else setSeen.run(moved.time, moved.source, moved.assumes, number)
        buckets.add(bucket)
      }
      return [...buckets]
    }
  }
}
