import type { ImportProgress, ImportSummary } from '../../shared/model/import.ts'

/** Counts of a running import. Files are done when the corpus has them, as they are parsed again, or when they are skipped. */
export type ImportTally = {
  readonly found: (size: number) => void
  readonly walked: () => void
  readonly reading: (file: string) => void
  readonly read: (bytes: number) => void
  /** Bytes that will not be read after all, of a file skipped by its head. */
  readonly passedOver: (bytes: number) => void
  readonly stored: (counts: { readonly added: number; readonly duplicates: number; readonly reports: number }) => void
  readonly skipped: (files: number) => void
  /** A log that the corpus has was parsed again. */
  readonly parsedAgain: (counts: { readonly reports: number; readonly changed: boolean }) => void
  /** Crashes of a log beyond those that are kept of one. */
  readonly omitted: (crashes: number) => void
  readonly progress: (now: number) => ImportProgress
  readonly summary: (now: number, cancelled: boolean) => ImportSummary
}

/** The rate is that of the last three seconds, so that it follows the disk and yet is calm to look at. */
const rateWindow = 3000

/** `started` and every `now` in milliseconds of one clock. */
export const createImportTally = (started: number): ImportTally => {
  let walking = true
  let filesFound = 0
  let bytesFound = 0
  let bytesDone = 0
  let added = 0
  let duplicates = 0
  let reports = 0
  let skipped = 0
  let omitted = 0
  let again = 0
  let changed = 0
  let file: string | null = null
  let samples: readonly { readonly time: number; readonly bytes: number }[] = [{ time: started, bytes: 0 }]
  const filesDone = (): number => added + duplicates + again + skipped

  return {
    found: (size) => {
      filesFound++
      bytesFound += size
    },
    walked: () => {
      walking = false
    },
    reading: (path) => {
      file = path
    },
    read: (bytes) => {
      bytesDone += bytes
    },
    passedOver: (bytes) => {
      bytesFound -= bytes
    },
    stored: (counts) => {
      added += counts.added
      duplicates += counts.duplicates
      reports += counts.reports
    },
    parsedAgain: (counts) => {
      again += 1
      reports += counts.reports
      if (counts.changed) changed += 1
    },
    skipped: (files) => {
      skipped += files
    },
    omitted: (crashes) => {
      omitted += crashes
    },
    progress: (now) => {
      const recent = samples.filter(({ time }) => now - time <= rateWindow)
      const oldest = recent[0] ?? samples.at(-1) ?? { time: started, bytes: 0 }
      samples = [...recent, { time: now, bytes: bytesDone }]
      const seconds = (now - oldest.time) / 1000
      const rate = seconds > 0 ? (bytesDone - oldest.bytes) / seconds : 0
      const left = Math.max(0, bytesFound - bytesDone)
      return {
        walking,
        filesFound,
        filesDone: filesDone(),
        bytesFound: Math.max(bytesFound, bytesDone),
        bytesDone,
        reports,
        skipped,
        rate,
        secondsLeft: walking || rate === 0 ? null : left / rate,
        file
      }
    },
    summary: (now, cancelled) => ({
      files: filesDone(),
      reports,
      added,
      duplicates,
      skipped,
      bytes: bytesDone,
      seconds: Math.max(0, now - started) / 1000,
      cancelled,
      // Before the walk has ended it is not how many there are.
      ...(cancelled && !walking ? { found: filesFound } : {}),
      ...(omitted > 0 ? { omitted } : {}),
      ...(again > 0 ? { parsedAgain: { logs: again, changed } } : {})
    })
  }
}
