import { Bookmark, Highlighter, MessageSquare, type LucideIcon } from 'lucide-react'
import { useId } from 'react'
import type { Annotation, AnnotationMark } from '../../shared/model/annotation.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { CommandKeys } from '../components/keys.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { linesText, markWords, shortText } from './annotation-words.ts'
import type { Located } from './use-annotations.ts'

const icons: Readonly<Record<AnnotationMark, LucideIcon>> = {
  remark: MessageSquare,
  highlight: Highlighter,
  bookmark: Bookmark
}

type RowProps = {
  readonly annotation: Annotation
  readonly place: string
  readonly faint?: boolean | undefined
  readonly onOpen?: (() => void) | undefined
}

/** An annotation in a line of a list. */
export const AnnotationRow = ({ annotation, place, faint = false, onOpen }: RowProps) => {
  const Icon = icons[annotation.mark]
  return (
    <li>
      <button
        type="button"
        className={faint ? 'annotation-row annotation-row-faint' : 'annotation-row'}
        disabled={onOpen === undefined}
        onClick={onOpen}
      >
        <Icon size={14} aria-hidden />
        <span className="visually-hidden">{markWords[annotation.mark]} on</span>
        <span className="annotation-place">{place}</span>
        <span className="annotation-words">{shortText(annotation)}</span>
        {annotation.texts.length > 1 && <span className="annotation-apart">two texts</span>}
      </button>
    </li>
  )
}

type Props = {
  readonly located: readonly Located[]
  /** Its own ones whose lines are gone. */
  readonly lost: readonly Annotation[]
  readonly failure: Failure | null
  readonly onOpen: (located: Located) => void
}

/** The annotations of a report beside its text. */
export const AnnotationList = ({ located, lost, failure, onOpen }: Props) => {
  const heading = useId()
  if (failure) return <FailureNotice failure={failure} />
  if (located.length + lost.length === 0) return null
  return (
    <section className="annotation-list" aria-labelledby={heading}>
      <div className="annotation-list-head">
        <h2 id={heading}>Annotations {located.length + lost.length}</h2>
        <CommandKeys id="report.next-annotation" />
      </div>
      <ul>
        {located.map((each) => (
          <AnnotationRow
            key={each.annotation.annotation}
            annotation={each.annotation}
            place={each.own ? linesText(each.at) : `${linesText(each.at)}, other report`}
            faint={!each.own}
            onOpen={() => onOpen(each)}
          />
        ))}
        {lost.map((annotation) => (
          <AnnotationRow key={annotation.annotation} annotation={annotation} place="lines not found" faint />
        ))}
      </ul>
    </section>
  )
}
