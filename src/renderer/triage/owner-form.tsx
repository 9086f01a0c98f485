import { useId, useState, type FormEvent } from 'react'
import type { CorpusId } from '../../shared/model/ids.ts'
import { nameOf } from '../../shared/model/triage.ts'
import { useRead } from '../engine/engine.tsx'
import { FormActs } from './form-acts.tsx'

type Props = {
  readonly corpus: CorpusId
  readonly value: string
  readonly onOwner: (owner: string) => void
  readonly onClose: () => void
}

/** Asks who looks after it: a name, one that is known, or nobody. */
export const OwnerForm = ({ corpus, value, onOwner, onClose }: Props) => {
  const id = useId()
  const [typed, setTyped] = useState(value)
  const me = nameOf(useRead('author.get', {}).data?.author ?? '')
  const known = useRead('buckets.list', { corpus, query: {}, page: { offset: 0, limit: 1 } }).data?.owners ?? []
  const names = [...new Set([me, ...known.map(({ owner }) => owner)])].filter((name) => name !== '')
  const unchanged = typed.trim() === value
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (unchanged) onClose()
    else onOwner(typed.trim())
  }
  return (
    <form className="triage-form" onSubmit={submit}>
      <label className="triage-field">
        <span>Name; empty for nobody</span>
        <input
          // A dialog that asks one thing is opened to answer it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          type="text"
          list={id}
          value={typed}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <datalist id={id}>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
      </label>
      <div className="triage-suggested">
        {names.slice(0, 8).map((name) => (
          <button key={name} type="button" className="button" onClick={() => onOwner(name)}>
            {name}
            {name === me && <span className="dialog-help">you</span>}
          </button>
        ))}
      </div>
      <FormActs
        act={unchanged ? 'Leave as it is' : typed.trim() === '' ? 'Take the owner away' : 'Make the owner'}
        onClose={onClose}
      />
    </form>
  )
}
