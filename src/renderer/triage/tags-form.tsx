/* oxlint-disable jsx-a11y/prefer-tag-over-role -- choices of a field that a select cannot be */
import { X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import type { BucketRow } from '../../shared/model/bucket.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { tagSchema, type TriageChange } from '../../shared/model/triage.ts'
import { count } from '../components/quantities.ts'
import { useRead } from '../engine/engine.tsx'
import { suggestedTags, tagsOf } from './tag-choices.ts'

type Props = {
  readonly corpus: CorpusId
  readonly rows: readonly BucketRow[]
  readonly onChange: (change: TriageChange) => Promise<boolean>
  readonly onClose: () => void
}

/** The tags of some buckets: each change is made at once, and the dialog stays for the next. */
export const TagsForm = ({ corpus, rows, onChange, onClose }: Props) => {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(-1)
  const [problem, setProblem] = useState<string | null>(null)
  const known = useRead('buckets.list', { corpus, query: {}, page: { offset: 0, limit: 1 } }).data?.tags ?? []
  const own = tagsOf(rows)
  const suggested = suggestedTags(known, own, rows.length, typed)
  const set = (tag: string, on: boolean): void => {
    setTyped('')
    setAt(-1)
    void onChange({ kind: 'tag', tag, on })
  }
  const add = (): void => {
    const wanted = at >= 0 ? suggested[at]?.tag : typed.trim().replace(/^#+/, '')
    if (wanted === undefined || wanted === '') return onClose()
    const parsed = tagSchema.safeParse(wanted)
    if (!parsed.success) return setProblem('A tag is up to 60 characters, without commas and number signs.')
    return set(parsed.data, true)
  }
  const keys: Readonly<Record<string, () => void>> = {
    Enter: add,
    ArrowDown: () => setAt(Math.min(at + 1, suggested.length - 1)),
    ArrowUp: () => setAt(Math.max(at - 1, -1)),
    ...(typed === '' && own.length > 0 ? { Backspace: () => set(own.at(-1)?.tag ?? '', false) } : {})
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div className="triage-form">
      {own.length > 0 && (
        <ul className="tag-list" aria-label="Tags">
          {own.map(({ tag, buckets }) => (
            <li key={tag} className="tag">
              {tag}
              {buckets < rows.length && <span className="tag-count">{`${buckets} of ${rows.length}`}</span>}
              <button type="button" aria-label={`Take the tag ${tag} away`} onClick={() => set(tag, false)}>
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <label className="triage-field">
        <span>Add a tag</span>
        <input
          // A dialog that asks one thing is opened to answer it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          type="text"
          value={typed}
          maxLength={60}
          spellCheck={false}
          autoComplete="off"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={suggested.length > 0}
          aria-controls="tag-suggestions"
          aria-activedescendant={at >= 0 ? `tag-suggestion-${at}` : undefined}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(-1)
            setProblem(null)
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      {problem !== null && (
        <p className="triage-problem" role="alert">
          {problem}
        </p>
      )}
      <div role="listbox" id="tag-suggestions" className="tag-suggestions" aria-label="Tags in use" tabIndex={-1}>
        {suggested.map(({ tag, count: buckets }, index) => (
          // Keys choose from the field above.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={tag}
            role="option"
            id={`tag-suggestion-${index}`}
            aria-selected={index === at}
            tabIndex={-1}
            className="tag-suggestion"
            onClick={() => set(tag, true)}
          >
            {tag}
            <span className="tag-count">{count(buckets)}</span>
          </div>
        ))}
      </div>
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          Done
        </button>
        <span className="dialog-help">Enter adds; with nothing typed it closes. Each change can be undone.</span>
      </div>
    </div>
  )
}
