import { useMemo, type ReactNode, type RefObject } from 'react'
import type { Annotation, AnnotationMark } from '../../shared/model/annotation.ts'
import { failureText, type Failure } from '../../shared/model/failure.ts'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import { addNotice, whisper } from '../app/window-state.ts'
import { useCommands } from '../commands/registry.ts'
import type { LineMark } from '../editor/line-marks.ts'
import type { TextHandle } from '../editor/text-view.tsx'
import { AnnotationEditor } from './annotation-editor.tsx'
import { joinedText, linesText, markWords, shortText } from './annotation-words.ts'
import { AnnotationZone, DraftZone } from './annotation-zone.tsx'
import { useDrafts, type Draft } from './drafts.ts'
import { afterIn, beforeIn, type Stop } from './stops.ts'
import { useAnnotations, type Located } from './use-annotations.ts'
import './annotations.css'

type Lines = { readonly startLine: number; readonly endLine: number }

/** What a report's text shows of annotations; lines are those of the raw log. */
export type ReportAnnotations = {
  readonly marks: readonly LineMark[]
  readonly zones: readonly { readonly id: string; readonly line: number; readonly content: ReactNode }[]
  /** The margin of a line was clicked. */
  readonly onMargin: (line: number) => void
  readonly located: readonly Located[]
  readonly lost: readonly Annotation[]
  readonly failure: Failure | null
  /** Goes to an annotation, and into it where it has words. */
  readonly open: (located: Located) => void
}

type Props = {
  readonly corpus: CorpusId
  readonly report: ReportId
  readonly text: RefObject<TextHandle | null>
  /** The raw line that the person is at. */
  readonly cursor: number
  readonly onLine: (line: number) => void
}

const say = (failure: Failure): void => {
  const { message, remedy } = failureText(failure)
  addNotice(message, remedy)
}

/** Waits until what was asked for is drawn, in the text too. */
const onceDrawn = (act: () => void): void => {
  requestAnimationFrame(() => requestAnimationFrame(act))
}

const elementOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-annotation="${CSS.escape(id)}"]`)

const enter = (id: string): void => onceDrawn(() => elementOf(id)?.focus({ preventScroll: true }))

const stopsOf = (all: readonly Located[]): readonly (Stop & { readonly shown: Located })[] =>
  all.map((shown) => ({ id: shown.annotation.annotation, line: shown.at.startLine, shown }))

const contains = (lines: Lines, line: number): boolean => line >= lines.startLine && line <= lines.endLine

const sameLines = (a: Lines, b: Lines): boolean => a.startLine === b.startLine && a.endLine === b.endLine

const actsOf = ({ texts }: Annotation): Draft['over'] => texts.map(({ act }) => act)

const hasWords = ({ texts }: Annotation): boolean => texts.length > 1 || texts.some(({ text }) => text.trim() !== '')

/** Remarks, highlights and bookmarks on the lines of a report, and the commands that make them. */
export const useReportAnnotations = ({ corpus, report, text, cursor, onLine }: Props): ReportAnnotations => {
  const { located, lost, failure, refusal, save } = useAnnotations(corpus, report)
  const { drafts, put, drop } = useDrafts(corpus, report)
  const own = useMemo(() => located.filter((each) => each.own), [located])

  const toText = (): void => text.current?.focus()

  const begin = (lines: Lines, annotation: Annotation | null): void => {
    const key = annotation?.annotation ?? `new ${lines.startLine}-${lines.endLine}`
    const draft = drafts.find((each) => each.key === key)
    put(
      draft
        ? { ...draft, open: true }
        : {
            key,
            annotation: annotation?.annotation ?? null,
            ...lines,
            mark: annotation?.mark ?? 'remark',
            text: annotation ? joinedText(annotation) : '',
            over: annotation ? actsOf(annotation) : [],
            open: true
          }
    )
  }
  const saveDraft = async (draft: Draft): Promise<Failure | null> => {
    const { annotation, startLine, endLine, mark, text: words, over } = draft
    const saved = await save({ annotation, startLine, endLine, mark, text: words, over })
    if (!saved.ok) return saved.failure
    drop(draft.key)
    toText()
    return null
  }
  /** A draft that says nothing new is not worth keeping. */
  const putAside = (draft: Draft): void => {
    const before = own.find(({ annotation }) => annotation.annotation === draft.annotation)?.annotation
    const same = before ? draft.text === joinedText(before) && draft.mark === before.mark : draft.text.trim() === ''
    if (same) drop(draft.key)
    else {
      put({ ...draft, open: false })
      whisper('Draft kept')
    }
    toText()
  }
  const discard = (draft: Draft): void => {
    drop(draft.key)
    toText()
  }
  const write = async ({ annotation, at }: Located, mark: AnnotationMark | null, words: string): Promise<boolean> => {
    const saved = await save({
      annotation: annotation.annotation,
      ...at,
      mark,
      text: words,
      over: actsOf(annotation)
    })
    if (!saved.ok) say(saved.failure)
    return saved.ok
  }
  const remove = async (shown: Located): Promise<void> => {
    if (!(await write(shown, null, ''))) return
    drop(shown.annotation.annotation)
    whisper(`Removed the ${markWords[shown.annotation.mark].toLowerCase()}; undo brings it back`)
    toText()
  }

  const selected = (): Lines => text.current?.selectedLines() ?? { startLine: cursor, endLine: cursor }
  /** The one that the focus is in, else one on just the selected lines, else one that the cursor is in. */
  const meant = (holds: (shown: Located) => boolean = () => true): Located | undefined => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-annotation]')?.dataset['annotation']
    const lines = selected()
    const candidates = own.filter(holds)
    return (
      candidates.find(({ annotation }) => annotation.annotation === focused) ??
      candidates.find(({ at }) => sameLines(at, lines)) ??
      (lines.startLine === lines.endLine ? candidates.find(({ at }) => contains(at, lines.startLine)) : undefined)
    )
  }
  const annotate = (): void => {
    const there = meant(({ annotation }) => annotation.mark !== 'bookmark' || hasWords(annotation))
    if (there) begin(there.at, there.annotation)
    else begin(selected(), null)
  }
  /** Sets a mark without words, or takes it away. */
  const toggle = (mark: 'highlight' | 'bookmark', lines: Lines): void => {
    const there = meant(({ annotation }) => annotation.mark === mark)
    if (there) {
      if (hasWords(there.annotation)) begin(there.at, there.annotation)
      else void remove(there)
      return
    }
    void save({ annotation: null, ...lines, mark, text: '', over: [] }).then((saved) =>
      saved.ok
        ? whisper(`${mark === 'highlight' ? 'Highlighted' : 'Bookmarked'} ${linesText(lines)}`)
        : say(saved.failure)
    )
  }

  const open = ({ annotation, at }: Located): void => {
    onLine(at.startLine)
    if (hasWords(annotation)) enter(annotation.annotation)
    else toText()
  }
  const step = (all: readonly Located[], way: typeof afterIn): void => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-annotation]')?.dataset['annotation'] ?? null
    const stop = way(stopsOf(all), cursor, focused)
    if (stop) open(stop.shown)
  }
  const bookmarks = own.filter(({ annotation }) => annotation.mark === 'bookmark')
  const noAnnotation = located.length === 0 ? 'There is no annotation in this report.' : undefined
  const noBookmark = bookmarks.length === 0 ? 'There is no bookmark in this report.' : undefined

  useCommands({
    'report.annotate': { run: annotate, disabled: refusal },
    'report.highlight': { run: () => toggle('highlight', selected()), disabled: refusal },
    'report.bookmark': {
      run: () => {
        const { startLine } = selected()
        toggle('bookmark', { startLine, endLine: startLine })
      },
      disabled: refusal
    },
    'report.remove-annotation': {
      run: () => {
        const there = meant()
        if (there) void remove(there)
        else whisper('There is no annotation on this line')
      },
      disabled: refusal ?? (own.length === 0 ? 'There is no annotation in this report.' : undefined)
    },
    'report.next-annotation': { run: () => step(located, afterIn), disabled: noAnnotation },
    'report.previous-annotation': { run: () => step(located, beforeIn), disabled: noAnnotation },
    'report.next-bookmark': { run: () => step(bookmarks, afterIn), disabled: noBookmark },
    'report.previous-bookmark': { run: () => step(bookmarks, beforeIn), disabled: noBookmark }
  })

  const marks = useMemo(
    () =>
      located.map(({ annotation, at, own: ours }): LineMark => {
        const words = shortText(annotation)
        return {
          ...at,
          look: annotation.mark,
          faint: !ours,
          words: `${markWords[annotation.mark]} by ${annotation.texts[0]?.author ?? ''}: ${words}`
        }
      }),
    [located]
  )
  const editorOf = (draft: Draft): ReactNode => (
    <AnnotationEditor
      draft={draft}
      onChange={put}
      onSave={saveDraft}
      onClose={() => putAside(draft)}
      onDiscard={() => discard(draft)}
    />
  )
  const zoneOf = (shown: Located): ReactNode => (
    <AnnotationZone
      corpus={corpus}
      shown={shown}
      refusal={refusal}
      onEdit={() => begin(shown.at, shown.annotation)}
      onRemove={() => void remove(shown)}
      onKeep={(words) => void write(shown, shown.annotation.mark, words)}
      onLeave={toText}
    />
  )
  const draftZone = (draft: Draft): ReactNode =>
    draft.open ? (
      editorOf(draft)
    ) : (
      <DraftZone
        draft={draft}
        onOpen={() => put({ ...draft, open: true })}
        onDiscard={() => discard(draft)}
        onLeave={toText}
      />
    )

  const editing = new Set(drafts.filter((draft) => draft.open).map(({ key }) => key))
  return {
    marks,
    zones: [
      ...located
        .filter(({ annotation }) => hasWords(annotation) && !editing.has(annotation.annotation))
        .map((shown) => ({ id: shown.annotation.annotation, line: shown.at.endLine, content: zoneOf(shown) })),
      ...drafts.map((draft) => ({ id: `draft ${draft.key}`, line: draft.endLine, content: draftZone(draft) }))
    ],
    onMargin: (line) => {
      const there = located.find(({ at }) => at.startLine === line)
      if (there && !there.own) return open(there)
      if (there) return refusal === undefined ? begin(there.at, there.annotation) : open(there)
      if (refusal !== undefined) return whisper(refusal)
      const lines = selected()
      if (contains(lines, line)) return begin(lines, null)
      onLine(line)
      return begin({ startLine: line, endLine: line }, null)
    },
    located,
    lost,
    failure,
    open
  }
}
