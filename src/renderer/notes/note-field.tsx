/* oxlint-disable jsx-a11y/prefer-tag-over-role -- choices of a text that is being typed */
import { useId, useLayoutEffect, useState, type CSSProperties, type KeyboardEvent, type RefObject } from 'react'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { Noted } from '../../shared/model/note.ts'
import { caretPlace } from './caret-place.ts'
import { queryAt, withChoice, type LinkChoice, type LinkQuery } from './link-choices.ts'
import { useLinkChoices } from './use-link-choices.ts'

type Props = {
  readonly ref: RefObject<HTMLTextAreaElement | null>
  readonly corpus: CorpusId
  readonly of: Noted
  readonly label: string
  readonly text: string
  readonly readOnly: boolean
  readonly disabled: boolean
  readonly onText: (text: string) => void
  /** The focus went elsewhere. */
  readonly onDone: () => void
  readonly onLeave: () => void
}

/** Pixels, as in the styles. */
const listWidth = 380
const listHeight = 260

const placeOf = (field: HTMLTextAreaElement, { start }: LinkQuery): CSSProperties => {
  const { left, top, lineTop } = caretPlace(field, start)
  const below = top + listHeight < window.innerHeight
  return {
    left: Math.max(8, Math.min(left, window.innerWidth - listWidth - 8)),
    ...(below ? { top: top + 4 } : { bottom: window.innerHeight - lineTop + 4 })
  }
}

/** The text of a note. `#` and `@` offer what can be linked to, in a list under the caret. */
export const NoteField = ({ ref, corpus, of, label, text, readOnly, disabled, onText, onDone, onLeave }: Props) => {
  const id = useId()
  const [query, setQuery] = useState<LinkQuery | null>(null)
  const [place, setPlace] = useState<CSSProperties>({})
  const [at, setAt] = useState(0)
  /** Where the caret goes once the text with the link is drawn. */
  const [moved, setMoved] = useState<{ readonly caret: number } | null>(null)
  const choices = useLinkChoices(corpus, of, query)
  const open = query !== null && choices.length > 0
  const current = Math.min(at, choices.length - 1)

  useLayoutEffect(() => {
    if (moved !== null) ref.current?.setSelectionRange(moved.caret, moved.caret)
  }, [moved, ref])

  const look = (field: HTMLTextAreaElement): void => {
    const { selectionStart, selectionEnd, value } = field
    const next = selectionStart === selectionEnd && !readOnly ? queryAt(value, selectionStart) : null
    if (next?.start !== query?.start || next?.text !== query?.text) setAt(0)
    setQuery(next)
    if (next) setPlace(placeOf(field, next))
  }
  const choose = (choice: LinkChoice | undefined): void => {
    const field = ref.current
    if (!choice || !query || !field) return
    const next = withChoice(field.value, query, query.start + 1 + query.text.length, choice)
    onText(next.text)
    setMoved({ caret: next.caret })
    setQuery(null)
    field.focus()
  }
  const moveTo = (index: number): void => {
    const next = (index + choices.length) % choices.length
    setAt(next)
    document.querySelector(`#${CSS.escape(`${id}-${next}`)}`)?.scrollIntoView({ block: 'nearest' })
  }
  const keys: Readonly<Record<string, () => void>> = open
    ? {
        ArrowDown: () => moveTo(current + 1),
        ArrowUp: () => moveTo(current - 1),
        Enter: () => choose(choices[current]),
        Tab: () => choose(choices[current]),
        Escape: () => setQuery(null)
      }
    : { Escape: onLeave }
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey ? undefined : keys[event.key]
    if (!act || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  return (
    <>
      <textarea
        ref={ref}
        className="note-text"
        aria-label={label}
        placeholder="What is known about it, in Markdown. # links a bucket or report, @ a line or report of this one. It is saved as you type."
        value={text}
        maxLength={1_000_000}
        spellCheck={false}
        disabled={disabled}
        readOnly={readOnly}
        {...(open
          ? { 'aria-haspopup': 'listbox', 'aria-controls': `${id}-list`, 'aria-activedescendant': `${id}-${current}` }
          : {})}
        onChange={(event) => {
          onText(event.target.value)
          look(event.target)
        }}
        onSelect={(event) => {
          if (query !== null) look(event.currentTarget)
        }}
        onScroll={() => setQuery(null)}
        onBlur={() => {
          setQuery(null)
          onDone()
        }}
        onKeyDown={onKeyDown}
      />
      {open && (
        <div role="listbox" id={`${id}-list`} className="link-list" aria-label="Link to" tabIndex={-1} style={place}>
          {choices.map((choice, index) => (
            <div
              key={choice.key}
              role="option"
              id={`${id}-${index}`}
              aria-selected={index === current}
              tabIndex={-1}
              className="link-choice"
              // The field keeps the focus.
              onMouseDown={(event) => {
                event.preventDefault()
                choose(choice)
              }}
            >
              <span className="link-name">{choice.name}</span>
              <span className="link-detail">{choice.detail}</span>
            </div>
          ))}
        </div>
      )}
    </>
  )
}
