import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { authorSchema } from '../../shared/model/triage.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { showOverlay, useOverlay, whisper } from '../app/window-state.ts'
import { useCommands } from '../commands/registry.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { SmallDialog } from '../components/small-dialog.tsx'
import { useEngine, useRead } from '../engine/engine.tsx'
import './triage.css'

const Form = ({ author }: { readonly author: string }) => {
  const client = useEngine()
  const queries = useQueryClient()
  const [typed, setTyped] = useState(author)
  const [failure, setFailure] = useState<Failure | null>(null)
  const name = typed.trim()
  const valid = name !== '' && authorSchema.safeParse(name).success
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!valid) return
    const answer = await client.call('author.set', { author: name })
    if (!answer.ok) return setFailure(answer.failure)
    await queries.invalidateQueries({ queryKey: ['author.get'] })
    showOverlay(null)
    return whisper(`Your name is ${answer.value.author}`)
  }
  return (
    <form className="triage-form" onSubmit={(event) => void submit(event)}>
      <label className="triage-field">
        <span>Name, or Name &lt;address&gt; as a mail has it</span>
        <input
          // A dialog that asks one thing is opened to answer it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          type="text"
          value={typed}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <p className="dialog-help">It stands on what you do from now on, in the activity and in exports.</p>
      {failure && <FailureNotice failure={failure} />}
      <div className="dialog-acts">
        <button type="submit" className="button button-main" aria-disabled={!valid}>
          Keep the name
        </button>
        <button type="button" className="button" onClick={() => showOverlay(null)}>
          Cancel
        </button>
      </div>
    </form>
  )
}

/** Asks whose name stands on what is done here. */
export const AuthorDialog = () => {
  const open = useOverlay(({ overlay }) => overlay === 'author')
  const author = useRead('author.get', {}).data?.author
  useCommands({ 'author.change': { run: () => showOverlay('author') } })
  return open && author !== undefined ? (
    <SmallDialog title="Whose name stands on changes" onClose={() => showOverlay(null)}>
      <Form author={author} />
    </SmallDialog>
  ) : null
}
