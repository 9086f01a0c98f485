import type { BucketRow, ReportRow } from '../../shared/model/bucket.ts'
import type { CrashKind } from '../../shared/model/crash-kind.ts'
import type { Priority, Status } from '../../shared/model/triage.ts'

export const kindWords: Readonly<Record<CrashKind, string>> = {
  'memory-safety': 'memory safety',
  bug: 'bug',
  hang: 'hang',
  locking: 'locking',
  warning: 'warning',
  'data-race': 'data race',
  leak: 'leak',
  unknown: 'unknown'
}

export const priorityWords: Readonly<Record<Priority, string>> = {
  none: '',
  low: 'low',
  medium: 'medium',
  high: 'high',
  urgent: 'urgent'
}

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** `2026-11-22 14:05 UTC`: read in every country, and sorted as text. */
export const timeText = (time: number): string => {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? 'unknown' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/**
 * What was said of a bucket. An ignored one says until when, and not whether that has come: an export is of no certain
 * day.
 */
export const statusWords = (status: Status): string => {
  switch (status.kind) {
    case 'fixed': {
      const by = [status.commit, status.title === null ? null : `"${status.title}"`].filter((part) => part !== null)
      return ['fixed', by.length > 0 ? ` by ${by.join(' ')}` : '', status.release ? `, in ${status.release}` : ''].join(
        ''
      )
    }
    case 'invalid':
      return status.reason.trim() === '' ? 'invalid' : `invalid: ${status.reason.trim()}`
    case 'ignored': {
      const until = [
        ...(status.until === null ? [] : [timeText(status.until)]),
        ...(status.reports === null ? [] : [`it has ${counted(status.reports, 'report')}`])
      ]
      return until.length === 0 ? 'ignored' : `ignored until ${until.join(' or ')}`
    }
    case 'new':
    case 'looking':
    case 'confirmed':
      return status.kind
  }
}

/** The newest releases, and how many more there are. */
export const newestKernels = (
  kernels: readonly string[]
): { readonly shown: readonly string[]; readonly older: number } => {
  const shown = kernels.slice(-5)
  return { shown, older: kernels.length - shown.length }
}

/** Reports of a bucket that are not among those listed. */
export const unlisted = (row: BucketRow, reports: readonly ReportRow[]): number =>
  Math.max(0, row.count - reports.length)

/** Letters, digits, `_` and `-`: a name that every file system and mail program takes. */
export const fileWord = (text: string, otherwise: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, '') || otherwise
