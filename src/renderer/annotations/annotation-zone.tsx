import { useNavigate } from '@tanstack/react-router'
import { Pencil, Trash2 } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { CorpusId } from '../../shared/model/ids.ts'
import { TimeAgo } from '../components/time-ago.tsx'
import { MarkdownText } from '../notes/markdown.tsx'
import { linesText, markWords } from './annotation-words.ts'
import type { Draft } from './drafts.ts'
import type { Located } from './use-annotations.ts'

type BoxProps = {
  readonly id: string
  readonly label: string
  readonly look: string
  readonly onEnter?: (() => void) | undefined
  readonly onEscape: () => void
  readonly children: ReactNode
}

/** Something between the lines that keys can go to. */
const Box = ({ id, label, look, onEnter, onEscape, children }: BoxProps) => {
  const onKeyDown = (event: KeyboardEvent): void => {
    const itself = event.target === event.currentTarget
    if (event.key === 'Escape') onEscape()
    else if (event.key === 'Enter' && itself && onEnter) onEnter()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it takes the focus when one goes to it
    <section
      className={`annotation ${look}`}
      aria-label={label}
      tabIndex={-1}
      data-annotation={id}
      onKeyDown={onKeyDown}
    >
      {children}
    </section>
  )
}

type Props = {
  readonly corpus: CorpusId
  readonly shown: Located
  readonly refusal: string | undefined
  readonly onEdit: () => void
  readonly onRemove: () => void
  /** Leaves one of the texts that stand side by side. */
  readonly onKeep: (text: string) => void
  readonly onLeave: () => void
}

/** A remark under its lines. One of another report of the bucket is dimmed, and leads there. */
export const AnnotationZone = ({ corpus, shown, refusal, onEdit, onRemove, onKeep, onLeave }: Props) => {
  const navigate = useNavigate()
  const { annotation, at, own } = shown
  const { texts, mark, place } = annotation
  const authors = [...new Set(texts.map(({ author }) => author))].join(' and ')
  const word = markWords[mark]
  const there = (): void =>
    void navigate({
      to: '/c/$corpus/reports/$report',
      params: { corpus, report: place.report },
      search: { line: place.startLine }
    })
  const conflict = texts.length > 1
  return (
    <Box
      id={annotation.annotation}
      label={`${word} on ${linesText(at)} by ${authors}${own ? '' : ', from another report of the bucket'}`}
      look={own ? 'annotation-own' : 'annotation-other'}
      onEnter={own ? (refusal === undefined ? onEdit : undefined) : there}
      onEscape={onLeave}
    >
      <div className="annotation-head">
        <span className="annotation-title">
          {word} by {authors}
        </span>
        <span className="annotation-when">
          <TimeAgo time={texts[0]?.saved ?? 0} what="Written" />
        </span>
        {own ? (
          <span className="annotation-tools">
            <button
              type="button"
              className="button button-icon"
              aria-label={`Change the ${word.toLowerCase()} on ${linesText(at)}`}
              title={refusal ?? 'Change it (L)'}
              disabled={refusal !== undefined}
              onClick={onEdit}
            >
              <Pencil size={14} aria-hidden />
            </button>
            <button
              type="button"
              className="button button-icon"
              aria-label={`Remove the ${word.toLowerCase()} on ${linesText(at)}`}
              title={refusal ?? 'Remove it (Delete)'}
              disabled={refusal !== undefined}
              onClick={onRemove}
            >
              <Trash2 size={14} aria-hidden />
            </button>
          </span>
        ) : (
          <button type="button" className="annotation-link" onClick={there}>
            On this frame in another report, {linesText(place)}
          </button>
        )}
      </div>
      {conflict && (
        <p className="annotation-notice">Two people changed it apart; both texts stand until one is chosen.</p>
      )}
      <div className={conflict ? 'annotation-texts' : undefined}>
        {texts.map(({ act, author, saved, text }) => (
          <div key={act} className="annotation-text" data-scrolls>
            {conflict && (
              <div className="annotation-side">
                <span>
                  {author}, <TimeAgo time={saved} what="Written" />
                </span>
                {own && refusal === undefined && (
                  <button type="button" className="button" onClick={() => onKeep(text)}>
                    Keep this
                  </button>
                )}
              </div>
            )}
            {text.trim() !== '' && <MarkdownText text={text} />}
          </div>
        ))}
      </div>
    </Box>
  )
}

type DraftProps = {
  readonly draft: Draft
  readonly onOpen: () => void
  readonly onDiscard: () => void
  readonly onLeave: () => void
}

/** What was typed and put aside. */
export const DraftZone = ({ draft, onOpen, onDiscard, onLeave }: DraftProps) => (
  <Box
    id={draft.key}
    label={`Draft on ${linesText(draft)}, not saved`}
    look="annotation-draft"
    onEnter={onOpen}
    onEscape={onLeave}
  >
    <div className="annotation-head">
      <span className="annotation-title">Draft, not saved</span>
      <span className="annotation-draft-text">{draft.text.trim().replace(/\s+/g, ' ')}</span>
      <span className="annotation-tools">
        <button type="button" className="button" onClick={onOpen}>
          Go on writing
        </button>
        <button type="button" className="button button-bare" onClick={onDiscard}>
          Discard
        </button>
      </span>
    </div>
  </Box>
)
