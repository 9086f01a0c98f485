import type { Deed } from '../../shared/model/act.ts'
import type { Status, TriageChange } from '../../shared/model/triage.ts'

const day = (time: number): string => {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? 'an unknown day' : date.toISOString().slice(0, 10)
}

const counted = (count: number, one: string): string => (count === 1 ? `1 ${one}` : `${count} ${one}s`)

/** A status as the end of a sentence: `fixed by 1234567 ("mm: fix it")`. */
export const statusWords = (status: Status): string => {
  switch (status.kind) {
    case 'fixed': {
      const by = [status.commit, status.title === null ? null : `"${status.title}"`].filter((part) => part !== null)
      const release = status.release === null ? '' : ` in ${status.release}`
      return by.length === 0 ? `fixed${release}` : `fixed by ${by.join(', ')}${release}`
    }
    case 'invalid':
      return status.reason === '' ? 'invalid' : `invalid: ${status.reason}`
    case 'ignored': {
      if (status.until !== null) return `ignored until ${day(status.until)}`
      return status.reports === null ? 'ignored' : `ignored until it has ${counted(status.reports, 'report')}`
    }
    case 'new':
    case 'looking':
    case 'confirmed':
      return status.kind
  }
}

const changeWords = (change: TriageChange): string => {
  switch (change.kind) {
    case 'status':
      return `set the status to ${statusWords(change.status)}`
    case 'priority':
      return change.priority === 'none' ? 'took the priority away' : `set the priority to ${change.priority}`
    case 'owner':
      return change.owner === '' ? 'took the owner away' : `made ${change.owner} the owner`
    case 'tag':
      return change.on ? `added the tag ${change.tag}` : `took the tag ${change.tag} away`
  }
}

/** What was done, as a sentence without its subject and without what it was done to. */
export const deedWords = (deed: Deed): string => {
  switch (deed.kind) {
    case 'note':
      return deed.over.length === 0 ? 'began a note' : 'wrote in a note'
    case 'triage':
      return changeWords(deed.change)
    case 'annotation': {
      if (deed.mark === null) return 'removed an annotation'
      const one = { remark: 'a remark', highlight: 'a highlight', bookmark: 'a bookmark' }[deed.mark]
      return deed.over.length === 0 ? `put ${one} on line ${deed.place.startLine}` : `changed ${one}`
    }
    case 'decision':
      return deed.decision.text === '' ? 'made a decision' : `decided: ${deed.decision.text}`
    case 'undo':
      return `took back ${counted(deed.acts.length, 'act')}`
    case 'redo':
      return `did ${counted(deed.acts.length, 'act')} again`
  }
}
