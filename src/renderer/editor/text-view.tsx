import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from 'react'
import type { editor } from 'monaco-editor/editor'
import type { TextContent } from './content.ts'
import { decorationsOf } from './decorations.ts'
import { foldInitially, setFolds } from './folding.ts'
import { keepFindKeys } from './find-keys.ts'
import { monaco } from './monaco.ts'
import { readOnlyOptions } from './options.ts'
import './editor.css'

export type TextHandle = {
  readonly focus: () => void
  readonly find: () => void
  readonly foldAll: () => void
  readonly unfoldAll: () => void
}

type Props = {
  readonly label: string
  readonly content: TextContent
  /** The line of the text where the cursor is to be, from 1. It is shown in the middle when it was out of sight. */
  readonly line: number
  /** The person moved the cursor to another line. */
  readonly onLine: (line: number) => void
  readonly ref?: Ref<TextHandle> | undefined
}

const run = (view: editor.IStandaloneCodeEditor | null, action: string): void => {
  view?.focus()
  void view?.getAction(action)?.run()
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

/** A text in Monaco: read, never edited; focus, cursor, find and folding work by keys. */
export const TextView = ({ label, content, line, onLine, ref }: Props) => {
  const container = useRef<HTMLDivElement>(null)
  const view = useRef<editor.IStandaloneCodeEditor | null>(null)
  const moved = useEffectEvent(onLine)
  const showCursor = useEffectEvent(() => showLineFirst(view.current, line))

  useEffect(() => {
    if (!container.current) return
    const created = monaco.editor.create(container.current, {
      ...readOnlyOptions,
      model: null
    })
    view.current = created
    const release = keepFindKeys(container.current)
    const cursor = created.onDidChangeCursorPosition(({ position, reason, source }) => {
      if (source === ownMove || reason === monaco.editor.CursorChangeReason.ContentFlush) return
      moved(position.lineNumber)
    })
    return () => {
      view.current = null
      cursor.dispose()
      release()
      created.dispose()
    }
  }, [])

  useEffect(() => {
    view.current?.updateOptions({ ariaLabel: label })
  }, [label])

  useEffect(() => {
    const shown = view.current
    if (!shown) return
    const model = monaco.editor.createModel(content.text, content.language)
    model.deltaDecorations([], decorationsOf(content))
    setFolds(model, content.folds)
    const digits = String(content.numberOf(model.getLineCount())).length
    shown.updateOptions({
      lineNumbers: (line) => String(content.numberOf(line)),
      lineNumbersMinChars: Math.max(4, digits + 1)
    })
    shown.setModel(model)
    foldInitially(shown, content.folds)
    // Keys scroll the text at once, unless the person is at something else.
    if (document.activeElement === document.body || document.activeElement?.matches('main')) shown.focus()
    showCursor()
    return () => {
      if (shown.getModel() === model) shown.setModel(null)
      model.dispose()
    }
  }, [content])

  useEffect(() => showLine(view.current, line), [line])

  useImperativeHandle(ref, () => ({
    focus: () => view.current?.focus(),
    find: () => run(view.current, 'actions.find'),
    foldAll: () => run(view.current, 'editor.foldAll'),
    unfoldAll: () => run(view.current, 'editor.unfoldAll')
  }))

  return <div className="text-view" data-read-only-editor ref={container} />
}
