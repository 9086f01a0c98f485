import type { ExportOptions } from '../../../shared/model/export.ts'
import { oneLine } from '../../../shared/model/visible.ts'
import type { GatheredBucket } from '../gather.ts'

type SyzCommand = ExportOptions['mail']['command']

/** The title that was typed, else the one that the bucket's status or mark tells; null where there is none. */
const titleOf = (typed: string, told: string | null | undefined): string | null => {
  const title = oneLine(typed) || oneLine(told ?? '')
  return title === '' ? null : title
}

const named = (verb: 'fix' | 'dup', title: string | null): string | null =>
  title === null ? null : `#syz ${verb}: ${title}`

/**
 * The line that syzbot obeys (syzkaller, docs/syzbot.md: it must start at the beginning of a line, and name the whole
 * title); null for none. A fix that is known by its commit alone has no such line, for syzbot goes by the commit's
 * title; nor has one after which the bug came back, unless it is asked for.
 */
export const syzCommand = (bucket: GatheredBucket, command: SyzCommand, typed: string): string | null => {
  const { status, cameBack } = bucket.row.triage
  switch (command) {
    case 'none':
      return null
    case 'fix':
      return named('fix', titleOf(typed, status.kind === 'fixed' ? status.title : null))
    case 'dup':
      return named('dup', titleOf(typed, bucket.detail.duplicateOf?.title))
    case 'invalid':
      return '#syz invalid'
    case 'undup':
      return '#syz undup'
    case 'status':
      if (bucket.detail.duplicateOf) return syzCommand(bucket, 'dup', typed)
      if (status.kind === 'fixed') return cameBack ? null : syzCommand(bucket, 'fix', typed)
      return status.kind === 'invalid' ? '#syz invalid' : null
  }
}

/** A line that syzbot might obey, though it is but text, gets a blank in front. */
export const harmless = (line: string): string => (/^[#@]\s*syz/i.test(line) ? ` ${line}` : line)
