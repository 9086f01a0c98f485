import type { BundleSummary } from '../../shared/model/export.ts'
import { counted } from '../components/quantities.ts'

const both = (added: number, known: number, one: string, many = `${one}s`): string => {
  if (added + known === 0) return ''
  if (known === 0) return `${counted(added, one, many)} ${added === 1 ? 'is' : 'are'} new.`
  if (added === 0) {
    if (known === 1) return `Its ${one} was here already.`
    return `All ${counted(known, one, many)} were here already.`
  }
  return `${counted(added, one, many)} ${added === 1 ? 'is' : 'are'} new, ${known} ${known === 1 ? 'was' : 'were'} here already.`
}

const deed = 'note or decision'
const deeds = 'notes and decisions'

/** What a bundle brought, in sentences. */
export const bundleSentences = ({ logs, reports, acts, waiting }: BundleSummary): readonly string[] =>
  [
    both(logs.added, logs.known, 'log'),
    reports === 0 ? '' : `${counted(reports, 'report')} came with them.`,
    both(acts.added, acts.known, deed, deeds),
    waiting === 0
      ? ''
      : `${counted(waiting, deed, deeds)} ${waiting === 1 ? 'is' : 'are'} about reports that are not in this corpus, and ${waiting === 1 ? 'waits' : 'wait'} for them.`,
    logs.added + acts.added === 0 ? 'Nothing was changed.' : ''
  ].filter((sentence) => sentence !== '')
