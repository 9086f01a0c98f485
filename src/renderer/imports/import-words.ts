import type { ImportProgress, ImportSummary } from '../../shared/model/import.ts'
import { mostReportsOfLog } from '../../shared/model/report.ts'
import { bytes, count, counted, duration } from '../components/quantities.ts'
import type { RunningImport } from './import-state.ts'

/** From 0 to 1; null while the whole is not known. */
export const fractionDone = (running: RunningImport): number | null => {
  if (running.kind === 'sending') return running.bytes === 0 ? null : running.bytesDone / running.bytes
  const { progress } = running
  if (!progress || progress.walking || progress.filesFound === 0) return null
  if (progress.bytesFound === 0) return progress.filesDone / progress.filesFound
  return Math.min(1, progress.bytesDone / progress.bytesFound)
}

const rateAndTime = ({ rate, secondsLeft }: ImportProgress): readonly string[] => [
  ...(rate > 0 ? [`${bytes(rate)}/s`] : []),
  ...(secondsLeft === null ? [] : [`${duration(secondsLeft)} left`])
]

/** What a running import has done, and what is left: `120 of 453 files, 12 MB, 98 crashes, 3 MB/s, 8 s left`. */
export const runningText = (running: RunningImport): string => {
  if (running.kind === 'sending') {
    return `Sending ${count(running.filesDone)} of ${counted(running.files, 'file')}, ${bytes(running.bytesDone)} of ${bytes(running.bytes)}`
  }
  const { progress } = running
  if (!progress) return 'Starting the import'
  const files = progress.walking
    ? `${count(progress.filesDone)} files, looking for more`
    : `${count(progress.filesDone)} of ${counted(progress.filesFound, 'file')}`
  const skipped = progress.skipped > 0 ? [`${count(progress.skipped)} skipped`] : []
  return [
    files,
    bytes(progress.bytesDone),
    counted(progress.reports, 'crash', 'crashes'),
    ...skipped,
    ...rateAndTime(progress)
  ].join(', ')
}

const endText = ({ cancelled, failure }: ImportSummary): string => {
  if (failure !== undefined) return `; what was done is kept. ${failure}`
  return cancelled ? '; what was done is kept' : ''
}

/** An import of logs without a crash is likely one of the wrong folder, so that it is said in words. */
const crashesText = ({ reports, added }: ImportSummary): string =>
  reports === 0 && added > 0 ? 'no crash found' : counted(reports, 'crash', 'crashes')

/** How many files or logs were looked at, and of how many, where not all were. */
const headText = (summary: ImportSummary, found: number | null, what: 'file' | 'log'): string => {
  const files = counted(summary.files, what)
  if (!summary.cancelled && summary.failure === undefined) return files
  const word = summary.failure === undefined ? 'Cancelled' : 'Stopped'
  return found === null ? `${word} after ${files}` : `${word}: ${count(summary.files)} of ${counted(found, what)}`
}

/**
 * What an import did: `453 files: 440 added, 13 duplicates, 0 skipped, 512 crashes in 4 s`. Of one that ended early it
 * says so first, and how many files it would have looked at.
 */
export const summaryText = (summary: ImportSummary, found: number | null = summary.found ?? null): string => {
  const { parsedAgain } = summary
  if (parsedAgain !== undefined) {
    const reports =
      parsedAgain.changed === 1 ? '1 has other reports now' : `${count(parsedAgain.changed)} have other reports now`
    return (
      `${headText(summary, found, 'log')} parsed again: ${parsedAgain.changed === 0 ? 'no report changed' : reports}, ` +
      `${counted(summary.reports, 'crash', 'crashes')} in ${duration(summary.seconds)}${endText(summary)}`
    )
  }
  if (summary.files === 0) {
    const early = summary.failure === undefined ? 'Cancelled' : 'Stopped'
    return `${summary.cancelled ? `${early} before a file was read` : 'No files were found'}${endText(summary)}`
  }
  return (
    `${headText(summary, found, 'file')}: ${count(summary.added)} added, ${counted(summary.duplicates, 'duplicate')}, ` +
    `${count(summary.skipped)} skipped, ${crashesText(summary)} in ${duration(summary.seconds)}` +
    endText(summary)
  )
}

/** Crashes of very long logs that were not kept, in one sentence; null where all were. */
export const omittedText = ({ omitted }: ImportSummary): string | null =>
  omitted === undefined
    ? null
    : `${counted(omitted, 'crash was', 'crashes were')} left out: of one log the first ${count(mostReportsOfLog)} are ` +
      'kept; cut it to import them.'
