import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from 'react'
import type { editor } from 'monaco-editor/editor'
import type { TextContent } from './content.ts'
import { decorationsOf } from './decorations.ts'
import { faintDecorations, type FaintMark } from './faint.ts'
import { keepFindKeys } from './find-keys.ts'
import { setFolds } from './folding.ts'
import { logLanguageId } from './log-language.ts'
import { monaco } from './monaco.ts'
import { readOnlyOptions } from './options.ts'
import { setChanges, type LineChange, type Lines } from './own-diff.ts'
import { useTheme } from '../theme/theme.ts'
import './editor.css'

type Sides<Value> = { readonly a: Value; readonly b: Value }

export type DiffHandle = {
  /** Shows some lines of one side, or lines that stand beside each other, and puts the cursor there. */
  readonly show: (lines: Partial<Sides<Lines>>, focus?: boolean) => void
}

type Props = {
  readonly original: TextContent
  readonly modified: TextContent
  /** What is not one on both sides, and how it is shown. */
  readonly changes: readonly LineChange[]
  readonly faint: Sides<readonly FaintMark[]>
  /** Lines of real differences, for the marks beside the scrollbar. */
  readonly hunks: readonly Sides<Lines>[]
  readonly inline: boolean
  /** What each side is, for a screen reader. */
  readonly names: Sides<string>
  readonly ref?: Ref<DiffHandle> | undefined
}

/** In the inline view, removed lines have no decorations and only the language's colours, so both sides speak it. */
const modelOf = (content: TextContent): editor.ITextModel => {
  const model = monaco.editor.createModel(content.text, logLanguageId)
  model.deltaDecorations([], decorationsOf(content))
  setFolds(model, [])
  return model
}

const gutter = (content: TextContent, model: editor.ITextModel): editor.IEditorOptions => ({
  lineNumbers: (line) => String(content.numberOf(line)),
  lineNumbersMinChars: String(content.numberOf(model.getLineCount())).length + 2
})

/**
 * Two texts in Monaco's diff editor: the first on the left or struck out, the second on the right or put in. What
 * differs is what the caller says; Monaco compares nothing.
 */
export const DiffView = ({ original, modified, changes, faint, hunks, inline, names, ref }: Props) => {
  const container = useRef<HTMLDivElement>(null)
  const view = useRef<editor.IStandaloneDiffEditor | null>(null)
  const marks = useRef<Sides<readonly string[]>>({ a: [], b: [] })

  useEffect(() => {
    if (!container.current) return
    const created = monaco.editor.createDiffEditor(container.current, {
      ...readOnlyOptions,
      originalEditable: false,
      ignoreTrimWhitespace: false,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      useInlineViewWhenSpaceIsLimited: false,
      renderIndicators: true,
      folding: false,
      // Marks of what counts alone stand beside the scrollbars; the diff's own would show what does not, too.
      renderOverviewRuler: false,
      overviewRulerLanes: 1
    })
    view.current = created
    const release = keepFindKeys(container.current)
    return () => {
      view.current = null
      release()
      created.dispose()
    }
  }, [])

  const mark = useEffectEvent((models: editor.IDiffEditorModel): void => {
    setChanges(models.original, changes)
    marks.current = {
      a: models.original.deltaDecorations(
        [...marks.current.a],
        faintDecorations(
          faint.a,
          hunks.map(({ a }) => a),
          'diffEditorOverview.removedForeground'
        )
      ),
      b: models.modified.deltaDecorations(
        [...marks.current.b],
        faintDecorations(
          faint.b,
          hunks.map(({ b }) => b),
          'diffEditorOverview.insertedForeground'
        )
      )
    }
  })

  useEffect(() => {
    const shown = view.current
    if (!shown) return
    const models = { original: modelOf(original), modified: modelOf(modified) }
    marks.current = { a: [], b: [] }
    mark(models)
    shown.setModel(models)
    shown.getOriginalEditor().updateOptions(gutter(original, models.original))
    shown.getModifiedEditor().updateOptions(gutter(modified, models.modified))
    return () => {
      if (view.current) view.current.setModel(null)
      models.original.dispose()
      models.modified.dispose()
    }
  }, [original, modified])

  useEffect(() => {
    const model = view.current?.getModel()
    if (model) mark(model)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  }, [changes, faint, hunks])

  // Removed lines of the inline view are drawn once, with the colours of the theme of then.
  useEffect(
    () =>
      useTheme.subscribe(() => {
        const [shown, model] = [view.current, view.current?.getModel()]
        if (!shown || !model) return
        const state = shown.saveViewState()
        shown.setModel(null)
        shown.setModel(model)
        shown.restoreViewState(state)
      }),
    []
  )

  useEffect(() => {
    const shown = view.current
    if (!shown) return
    shown.updateOptions({ renderSideBySide: !inline })
    // The diff editor takes its sides' names away with every change of its options.
    shown.getOriginalEditor().updateOptions({ ariaLabel: names.a })
    shown.getModifiedEditor().updateOptions({ ariaLabel: names.b })
  }, [inline, names.a, names.b])

  useImperativeHandle(ref, () => ({
    show: ({ a, b }, focus = false) => {
      const shown = view.current
      if (!shown) return
      const [left, right] = [shown.getOriginalEditor(), shown.getModifiedEditor()]
      if (a) left.setPosition({ lineNumber: Math.max(1, a.from), column: 1 })
      if (b) right.setPosition({ lineNumber: Math.max(1, b.from), column: 1 })
      // The sides scroll together; in the inline view the right one alone has the lines.
      if (b) right.revealLinesInCenter(Math.max(1, b.from), Math.max(1, b.from, b.to - 1))
      else if (a) left.revealLinesInCenter(Math.max(1, a.from), Math.max(1, a.from, a.to - 1))
      if (focus) (b && b.to > b.from ? right : left).focus()
    }
  }))

  return <div className="diff-view" data-read-only-editor ref={container} />
}
