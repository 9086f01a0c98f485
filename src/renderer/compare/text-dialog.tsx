import { useState, type DragEvent, type FormEvent } from 'react'
import { failureText, type Failure } from '../../shared/model/failure.ts'
import { SmallDialog } from '../components/small-dialog.tsx'
import { longestText, tooLarge, type GivenText } from './given-file.ts'

type Props = {
  /** Answers what is wrong with the text, if anything is; the dialog stays open then. */
  readonly onText: (given: GivenText) => Promise<Failure | null>
  readonly onFile: (file: File) => void
  /** Asks the system for a file instead. */
  readonly onPick: () => void
  readonly onClose: () => void
}

/** Elsewhere in the window a dropped file is imported. A dropped text goes where texts do. */
const takesFile = (event: DragEvent): boolean => {
  if (!event.dataTransfer.types.includes('Files')) return false
  event.preventDefault()
  event.stopPropagation()
  return true
}

/** Asks for a log as text; a file may be dropped on it. */
export const TextDialog = ({ onText, onFile, onPick, onClose }: Props) => {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const tooLong = text.length > longestText
  const refusal = text.trim() === '' ? 'Paste a log first.' : tooLong ? tooLarge('The text').join(' ') : null
  const compare = async (): Promise<void> => {
    const failure = await onText({ name: 'Pasted text', text })
    if (!failure) return
    const { message, remedy } = failureText(failure)
    setProblem(`${message} ${remedy}`)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (refusal === null) void compare()
  }
  const drop = (event: DragEvent): void => {
    const file = takesFile(event) ? event.dataTransfer.files[0] : undefined
    if (file) onFile(file)
  }
  return (
    <SmallDialog title="Compare with a text" onClose={onClose} wide>
      {/* The button below the text does by keys what dropping does. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form className="compare-text-form" onSubmit={submit} onDragOver={takesFile} onDrop={drop}>
        <textarea
          aria-label="Log or report"
          // A dialog that asks one thing is opened to answer it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          rows={12}
          spellCheck={false}
          placeholder="Paste a log here, or drop a file"
          value={text}
          onChange={(event) => {
            setProblem(null)
            setText(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
          }}
        />
        <p className="dialog-help">
          Its first crash is compared. The text is not stored, and the link to this view does not hold it.
        </p>
        {(tooLong || problem) && (
          <p className="compare-text-problem" role="alert">
            {tooLong ? refusal : problem}
          </p>
        )}
        <div className="dialog-acts">
          <button type="submit" className="button button-main" aria-disabled={refusal !== null}>
            Compare
          </button>
          <button type="button" className="button" onClick={onPick}>
            Choose a file
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <span className="dialog-help">Ctrl+Enter compares.</span>
        </div>
      </form>
    </SmallDialog>
  )
}
