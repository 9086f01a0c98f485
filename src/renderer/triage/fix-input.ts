import { statusSchema, type Status } from '../../shared/model/triage.ts'

/** What was typed about a fix, or why it is no fix, by field. */
export type FixInput = { readonly commit: string; readonly title: string; readonly release: string }
export type FixProblem = { readonly field: keyof FixInput; readonly text: string }

const trimmed = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/**
 * The fix that was typed. A line of `git log --oneline`, or a `Fixes:` line, pasted as the commit is taken apart:
 * `1234567890ab ("mm: fix it")` has both.
 */
export const fixOf = (input: FixInput): Status | FixProblem => {
  const pasted = /^(?:commit\s+|Fixes:\s*)?([0-9a-fA-F]{7,40})(?:\s+\(?["']?(.+?)["']?\)?)?$/.exec(input.commit.trim())
  const commit = pasted?.[1]?.toLowerCase() ?? null
  if (input.commit.trim() !== '' && commit === null) {
    return { field: 'commit', text: 'A commit is 7 to 40 hex digits.' }
  }
  const title = trimmed(input.title) ?? trimmed(pasted?.[2] ?? '')
  if (commit === null && title === null) {
    return { field: 'commit', text: 'Give the commit, or the first line of its message.' }
  }
  const release = trimmed(input.release)
  const parsed = statusSchema.safeParse({ kind: 'fixed', commit, title, release })
  if (parsed.success) return parsed.data
  return release !== null && !statusSchema.safeParse({ kind: 'fixed', commit: '1234567', title: null, release }).success
    ? { field: 'release', text: 'A release is written as uname -r begins: 6.12 or 6.13-rc2.' }
    : { field: 'title', text: 'The title is one line of 500 characters at most.' }
}
