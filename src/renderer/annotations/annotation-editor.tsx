import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { AnnotationMark } from '../../shared/model/annotation.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { Keys } from '../components/keys.tsx'
import { MarkdownText } from '../notes/markdown.tsx'
import { linesText, markWords } from './annotation-words.ts'
import type { Draft } from './drafts.ts'

type Props = {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  /** Answers what went wrong, or null. `over` are the texts that it takes the place of. */
  readonly onSave: (draft: Draft) => Promise<Failure | null>
  /** Puts it aside as it is. */
  readonly onClose: () => void
  readonly onDiscard: () => void
}

const marks: readonly AnnotationMark[] = ['remark', 'highlight', 'bookmark']

/** A small editor between the lines. Saved by Ctrl+Enter; Esc puts it aside, and what was typed stays. */
export const AnnotationEditor = ({ draft, onChange, onSave, onClose, onDiscard }: Props) => {
  const name = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const empty = draft.mark === 'remark' && draft.text.trim() === ''
  const save = async (over = draft.over): Promise<void> => {
    if (empty || saving) return
    setSaving(true)
    const failed = await onSave({ ...draft, over })
    setFailure(failed)
    setSaving(false)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const conflict = failure?.kind === 'note-conflict' ? failure : null
  const title = `${draft.annotation ? 'Change' : 'Annotate'} ${linesText(draft)}`
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the fields within
    <form
      className="annotation-editor"
      aria-label={title}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className="annotation-head">
        <span className="annotation-title">{title}</span>
        <fieldset className="annotation-marks" aria-label="Kind of annotation">
          {marks.map((mark) => (
            <label key={mark}>
              <input
                type="radio"
                name={name}
                checked={draft.mark === mark}
                onChange={() => onChange({ ...draft, mark })}
              />
              {markWords[mark]}
            </label>
          ))}
        </fieldset>
      </div>
      <textarea
        ref={field}
        aria-label={`Text for ${linesText(draft)}, in Markdown`}
        placeholder="What these lines say, in Markdown"
        rows={Math.max(3, Math.min(12, draft.text.split('\n').length + 1))}
        maxLength={100_000}
        spellCheck={false}
        value={draft.text}
        onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
      />
      {conflict && (
        <div className="annotation-conflict" role="alert">
          <p>It was changed elsewhere while you typed. Yours is kept here; this is what stands now:</p>
          {conflict.texts.map(({ act, author, text }) => (
            <blockquote key={act} data-scrolls>
              <cite>{author}</cite>
              {text.trim() === '' ? <p>No words: it was removed, or is a mark alone.</p> : <MarkdownText text={text} />}
            </blockquote>
          ))}
        </div>
      )}
      {failure && !conflict && <FailureNotice failure={failure}>{null}</FailureNotice>}
      <div className="annotation-acts">
        {conflict ? (
          <>
            <button
              type="button"
              className="button button-main"
              onClick={() => void save(conflict.texts.map(({ act }) => act))}
            >
              Put mine in its place
            </button>
            <button type="button" className="button" onClick={onDiscard}>
              Keep what stands
            </button>
          </>
        ) : (
          <>
            <button type="submit" className="button button-main" aria-disabled={empty || saving}>
              {saving ? 'Saving' : 'Save'} <Keys binding="$mod+Enter" />
            </button>
            <button type="button" className="button" onClick={onClose}>
              Put aside <Keys binding="Escape" />
            </button>
            <button type="button" className="button button-bare" onClick={onDiscard}>
              Discard
            </button>
          </>
        )}
      </div>
    </form>
  )
}
