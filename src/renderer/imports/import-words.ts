import type { ImportProgress, ImportSummary } from '../../shared/model/import.ts'
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
  if (failure !== undefined) return `; stopped, what was done is kept. ${failure}`
  return cancelled ? '; cancelled, what was done is kept' : ''
}

/** What an import did: `453 files: 440 added, 13 duplicates, 0 skipped, 512 crashes in 4 s`. */
export const summaryText = (summary: ImportSummary): string => {
  if (summary.files === 0) return `No files were found${endText(summary)}`
  return (
    `${counted(summary.files, 'file')}: ${count(summary.added)} added, ${counted(summary.duplicates, 'duplicate')}, ` +
    `${count(summary.skipped)} skipped, ${counted(summary.reports, 'crash', 'crashes')} in ${duration(summary.seconds)}` +
    endText(summary)
  )
}
