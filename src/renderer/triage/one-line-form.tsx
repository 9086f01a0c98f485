import { useState, type FormEvent } from 'react'
import { FormActs } from './form-acts.tsx'

type Props = {
  readonly label: string
  readonly help: string
  readonly act: string
  readonly value: string
  readonly longest: number
  readonly onText: (text: string) => void
  readonly onClose: () => void
}

/** Asks for one line of words. */
export const OneLineForm = ({ label, help, act, value, longest, onText, onClose }: Props) => {
  const [text, setText] = useState(value)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onText(text.trim())
  }
  return (
    <form className="triage-form" onSubmit={submit}>
      <label className="triage-field">
        <span>{label}</span>
        <input
          // A dialog that asks one thing is opened to answer it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          type="text"
          value={text}
          maxLength={longest}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="dialog-help">{help}</p>
      <FormActs act={act} onClose={onClose} />
    </form>
  )
}
