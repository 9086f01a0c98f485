import { useState, type FormEvent } from 'react'
import type { Status } from '../../shared/model/triage.ts'
import { FormActs } from './form-acts.tsx'
import { fixOf, type FixInput, type FixProblem } from './fix-input.ts'

type Props = {
  /** The fix that is known already. */
  readonly now: Extract<Status, { kind: 'fixed' }> | null
  readonly onStatus: (status: Status) => void
  readonly onClose: () => void
}

const fields = [
  { field: 'commit', label: 'Commit', placeholder: '1234567890ab, or a line of git log --oneline' },
  { field: 'title', label: 'First line of its message', placeholder: 'mm: fix a use after free in free_pages' },
  { field: 'release', label: 'First release that has it, where it is known', placeholder: '6.13-rc2' }
] as const satisfies readonly { field: keyof FixInput; label: string; placeholder: string }[]

/** Asks which commit fixed it. */
export const FixedForm = ({ now, onStatus, onClose }: Props) => {
  const [input, setInput] = useState<FixInput>({
    commit: now?.commit ?? '',
    title: now?.title ?? '',
    release: now?.release ?? ''
  })
  const [problem, setProblem] = useState<FixProblem | null>(null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const fix = fixOf(input)
    if ('kind' in fix) onStatus(fix)
    else setProblem(fix)
  }
  return (
    <form className="triage-form" onSubmit={submit}>
      {fields.map(({ field, label, placeholder }, at) => (
        <label key={field} className="triage-field">
          <span>{label}</span>
          <input
            // A dialog that asks one thing is opened to answer it.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={at === 0}
            type="text"
            className="mono-input"
            value={input[field]}
            placeholder={placeholder}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problem?.field === field}
            aria-describedby={problem?.field === field ? 'fix-problem' : undefined}
            onChange={(event) => {
              setInput({ ...input, [field]: event.target.value })
              setProblem(null)
            }}
          />
        </label>
      ))}
      {problem && (
        <p id="fix-problem" className="triage-problem" role="alert">
          {problem.text}
        </p>
      )}
      <p className="dialog-help">A report of a kernel that has the fix will be marked as come back.</p>
      <FormActs act="Mark as fixed" onClose={onClose} />
    </form>
  )
}
