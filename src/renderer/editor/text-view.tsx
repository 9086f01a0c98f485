import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type Ref } from 'react'
import type { editor } from 'monaco-editor/editor'
import type { TextContent } from './content.ts'
import { decorationsOf } from './decorations.ts'
import { foldInitially, setFolds } from './folding.ts'
import { keepFindKeys } from './find-keys.ts'
import { markDecorations, offerPlus, type LineMark } from './line-marks.ts'
import { monaco } from './monaco.ts'
import { readOnlyOptions } from './options.ts'
import { TextZones, type TextZone } from './text-zones.tsx'
import './editor.css'

export type TextHandle = {
  readonly focus: () => void
  readonly find: () => void
  readonly foldAll: () => void
  readonly unfoldAll: () => void
  /** The numbers in the gutter of the lines that are selected, or of the one at the cursor. */
  readonly selectedLines: () => { readonly startLine: number; readonly endLine: number } | null
}

type Props = {
  readonly label: string
  readonly content: TextContent
  /** The line of the text where the cursor is to be, from 1. It is shown in the middle when it was out of sight. */
  readonly line: number
  /** The person moved the cursor to another line. */
  readonly onLine: (line: number) => void
  readonly marks?: readonly LineMark[] | undefined
  readonly zones?: readonly TextZone[] | undefined
  /** The margin of a line was clicked; `line` is one of the text. */
  readonly onMargin?: ((line: number) => void) | undefined
  readonly ref?: Ref<TextHandle> | undefined
}

const run = (view: editor.IStandaloneCodeEditor | null, action: string): void => {
  view?.focus()
  void view?.getAction(action)?.run()
}

/**
 * The find box makes room for itself above the first line and scrolls past that room, so that no line moves. Where the
 * first lines are in sight it would lie on them: there the room is shown.
 */
const openFind = async (view: editor.IStandaloneCodeEditor | null): Promise<void> => {
  const first = view?.getScrollTop() === 0
  view?.focus()
  await view?.getAction('actions.find')?.run()
  if (first) view?.setScrollTop(0)
}

/** Marks cursor moves made here, so that they are not told back. */
const ownMove = 'oopsdesk'

const showLine = (view: editor.IStandaloneCodeEditor | null, line: number): void => {
  if (!view || view.getPosition()?.lineNumber === line) return
  view.setPosition({ lineNumber: line, column: 1 }, ownMove)
  view.revealLineInCenterIfOutsideViewport(line)
}

/** In a text just come, the line stands in the middle: what is before and after it is in sight. */
const showLineFirst = (view: editor.IStandaloneCodeEditor | null, line: number): void => {
  view?.setPosition({ lineNumber: line, column: 1 }, ownMove)
  view?.revealLineInCenter(line)
}

const none: readonly never[] = []

/** A text in Monaco: read, never edited; focus, cursor, find and folding work by keys. */
export const TextView = ({ label, content, line, onLine, marks = none, zones = none, onMargin, ref }: Props) => {
  const container = useRef<HTMLDivElement>(null)
  const view = useRef<editor.IStandaloneCodeEditor | null>(null)
  const [shown, setShown] = useState<{
    readonly view: editor.IStandaloneCodeEditor
    readonly model: editor.ITextModel
  } | null>(null)
  const moved = useEffectEvent(onLine)
  const margin = useEffectEvent((clicked: number): void => onMargin?.(clicked))
  const isMarked = useEffectEvent((at: number): boolean => marks.some(({ startLine }) => startLine === at))
  const hasMargin = onMargin !== undefined
  const showCursor = useEffectEvent(() => showLineFirst(view.current, line))

  useEffect(() => {
    if (!container.current) return
    const created = monaco.editor.create(container.current, {
      ...readOnlyOptions,
      glyphMargin: hasMargin,
      model: null
    })
    view.current = created
    const release = keepFindKeys(container.current)
    const cursor = created.onDidChangeCursorPosition(({ position, reason, source }) => {
      if (source === ownMove || reason === monaco.editor.CursorChangeReason.ContentFlush) return
      moved(position.lineNumber)
    })
    const offered = hasMargin
      ? offerPlus(
          created,
          (at) => isMarked(at),
          (at) => margin(at)
        )
      : null
    return () => {
      view.current = null
      offered?.dispose()
      cursor.dispose()
      release()
      created.dispose()
    }
  }, [hasMargin])

  useEffect(() => {
    view.current?.updateOptions({ ariaLabel: label })
  }, [label])

  useEffect(() => {
    const editorView = view.current
    if (!editorView) return undefined
    const model = monaco.editor.createModel(content.text, content.language)
    model.deltaDecorations([], decorationsOf(content))
    setFolds(model, content.folds)
    const digits = String(content.numberOf(model.getLineCount())).length
    editorView.updateOptions({
      lineNumbers: (line) => String(content.numberOf(line)),
      lineNumbersMinChars: Math.max(4, digits + 1)
    })
    editorView.setModel(model)
    foldInitially(editorView, content.folds)
    // Keys scroll the text at once, unless the person is at something else.
    if (document.activeElement === document.body || document.activeElement?.matches('main')) editorView.focus()
    showCursor()
    setShown({ view: editorView, model })
    return () => {
      setShown(null)
      if (editorView.getModel() === model) editorView.setModel(null)
      model.dispose()
    }
  }, [content])

  useEffect(() => {
    if (!shown) return undefined
    const drawn = shown.view.createDecorationsCollection(markDecorations(marks))
    return () => drawn.clear()
  }, [shown, marks])

  useEffect(() => showLine(view.current, line), [line])

  useImperativeHandle(ref, () => ({
    focus: () => view.current?.focus(),
    find: () => void openFind(view.current),
    foldAll: () => run(view.current, 'editor.foldAll'),
    unfoldAll: () => run(view.current, 'editor.unfoldAll'),
    selectedLines: () => {
      const selection = view.current?.getSelection()
      if (!selection) return null
      const { startLineNumber, endLineNumber, endColumn } = selection
      // A selection to the start of a line has nothing of it.
      const last = endColumn === 1 ? Math.max(startLineNumber, endLineNumber - 1) : endLineNumber
      return { startLine: content.numberOf(startLineNumber), endLine: content.numberOf(last) }
    }
  }))

  return (
    <div className="text-view">
      <div className="text-view-lines" data-read-only-editor ref={container} />
      <TextZones shown={shown} zones={zones} />
    </div>
  )
}
