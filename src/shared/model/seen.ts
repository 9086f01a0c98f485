import { z } from 'zod'
import { record } from './record.ts'
import { spanSchema } from './span.ts'

const hour = 3_600_000
const day = 24 * hour

/**
 * What tells when a report was seen, the most trusted first:
 * - `log`: the log's own clock, a wall time that the kernel or a program in it printed, and the uptime since;
 * - `prefix`: the time that a log tool or a serial console put in front of the report's first line;
 * - `mail`: the date of the mail that holds it;
 * - `folder`: the name of its folder or file, or a `time` file beside it;
 * - `file`: the file's modification time.
 */
export const seenSourceSchema = z.enum(['log', 'prefix', 'mail', 'folder', 'file'])
export type SeenSource = z.infer<typeof seenSourceSchema>

/**
 * What a time does not say itself. `zone`: it has no time zone and is read as UTC. `year`: it has no year either; it is
 * in the last one in which it is not later than the log's file.
 */
export const seenAssumesSchema = z.enum(['nothing', 'zone', 'year'])
export type SeenAssumes = z.infer<typeof seenAssumesSchema>

/** A time that a log states for one of its reports. */
export const statedTimeSchema = record({
  source: seenSourceSchema.extract(['log', 'prefix', 'mail']),
  /** Milliseconds since 1970 UTC; with `assumes: 'year'` as if it were the year 2000, which has every day. */
  time: z.number().int(),
  assumes: seenAssumesSchema,
  /** The line that states it. */
  span: spanSchema
})
export type StatedTime = z.infer<typeof statedTimeSchema>

export type Seen = { readonly time: number; readonly source: SeenSource; readonly assumes: SeenAssumes }

/** What is known of a time without the log: that of its folder's name, and of the file's modification. */
export type FileTime = {
  readonly folder: { readonly time: number; readonly assumes: Exclude<SeenAssumes, 'year'> } | null
  /** Milliseconds since 1970. */
  readonly modified: number
}

/** The first Linux is of 17 September 1991; what is older is a clock that was never set. */
export const firstKernelTime = Date.UTC(1991, 8, 17)

/** Zones reach 14 hours from UTC, and clocks are not exact: a time up to so much after another may still be before it. */
export const clockSlack = day

/** The latest such time of any year that is not after `limit`; `time` as of the year 2000. */
export const inYearBefore = (time: number, limit: number): number => {
  const date = new Date(time)
  const last = new Date(limit).getUTCFullYear() + 1
  // 29 February comes back after eight years at the latest (1896 to 1904).
  for (let year = last; year > last - 10; year -= 1) {
    const candidate = new Date(time).setUTCFullYear(year)
    if (candidate <= limit + clockSlack && new Date(candidate).getUTCMonth() === date.getUTCMonth()) return candidate
  }
  return limit
}

const isLikely = (time: number, now: number): boolean => time >= firstKernelTime && time <= now + clockSlack

/** The limit for times without a year: the log was written before its file got its time, unless that is nonsense. */
export const yearLimit = ({ folder, modified }: FileTime, now: number): number =>
  [folder?.time, modified].find((time) => time !== undefined && isLikely(time, now)) ?? now

/** When a report was seen by what its log states, the most trusted first, and by its file; `now` is the import's. */
export const seenOf = (stated: readonly StatedTime[], file: FileTime, now: number): Seen => {
  for (const { source, time, assumes } of stated) {
    if (assumes === 'year') return { source, time: inYearBefore(time, yearLimit(file, now)), assumes }
    if (isLikely(time, now)) return { source, time, assumes }
  }
  return file.folder !== null && isLikely(file.folder.time, now)
    ? { source: 'folder', ...file.folder }
    : { source: 'file', time: Math.round(file.modified), assumes: 'nothing' }
}

const sourceWords: Readonly<Record<SeenSource, string>> = {
  log: "from the log's own clock",
  prefix: 'from the time in front of its first line',
  mail: "from the mail's date",
  folder: 'from the name of its folder or file',
  file: "from the file's time"
}

const assumesWords: Readonly<Record<SeenAssumes, string>> = {
  nothing: '',
  zone: ', which has no time zone and is read as UTC',
  year: ", which has no year or time zone: the year is from the file's time"
}

const shortWords: Readonly<Record<SeenSource, string>> = {
  log: 'log clock',
  prefix: 'line time',
  mail: 'mail date',
  folder: 'folder name',
  file: 'file time'
}

/** What a time rests on, in two words: `mail date`. */
export const seenWords = (source: SeenSource): string => shortWords[source]

/** What a time rests on, in words: `from the mail's date`. */
export const seenText = (source: SeenSource, assumes: SeenAssumes = 'nothing'): string =>
  `${sourceWords[source]}${assumesWords[assumes]}`
