import type { ShownStatus } from '../../shared/model/bucket.ts'
import type { Priority, Status, TriageChange } from '../../shared/model/triage.ts'
import { exactDay } from '../components/times.ts'
import { counted } from '../components/quantities.ts'

export const statusNames: Readonly<Record<ShownStatus, string>> = {
  new: 'New',
  looking: 'Looking',
  confirmed: 'Confirmed',
  fixed: 'Fixed',
  'came-back': 'Came back',
  duplicate: 'Duplicate',
  invalid: 'Invalid',
  ignored: 'Ignored'
}

/** In the order of the work: what comes back is looked at first, what is done last. */
export const shownStatuses = [
  'came-back',
  'new',
  'looking',
  'confirmed',
  'fixed',
  'duplicate',
  'invalid',
  'ignored'
] as const satisfies readonly ShownStatus[]

export const priorityNames: Readonly<Record<Priority, string>> = {
  none: 'None',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  urgent: 'Urgent'
}

/** What a status says beside its name: the fix, the reason, until when. Empty where it says nothing more. */
export const statusDetail = (status: Status): string => {
  switch (status.kind) {
    case 'fixed': {
      const commit = status.commit?.slice(0, 12)
      const by = [commit, status.title === null ? undefined : `"${status.title}"`].filter((part) => part !== undefined)
      return [by.length > 0 ? `by ${by.join(' ')}` : '', status.release === null ? '' : `in ${status.release}`]
        .filter((part) => part !== '')
        .join(', ')
    }
    case 'invalid':
      return status.reason
    case 'ignored':
      if (status.until !== null) return `until ${exactDay(status.until)}`
      return status.reports === null ? 'for good' : `until it has ${counted(status.reports, 'report')}`
    case 'new':
    case 'looking':
    case 'confirmed':
      return ''
  }
}

/** `Status: fixed by 1234567`, as the line that says what was done begins. */
export const changeText = (change: TriageChange): string => {
  switch (change.kind) {
    case 'status': {
      const detail = statusDetail(change.status)
      const sign = change.status.kind === 'invalid' ? ': ' : ' '
      return `Status: ${statusNames[change.status.kind].toLowerCase()}${detail === '' ? '' : `${sign}${detail}`}`
    }
    case 'priority':
      return `Priority: ${priorityNames[change.priority].toLowerCase()}`
    case 'owner':
      return change.owner === '' ? 'Owner: nobody' : `Owner: ${change.owner}`
    case 'tag':
      return `Tag ${change.on ? 'added' : 'taken away'}: ${change.tag}`
  }
}
