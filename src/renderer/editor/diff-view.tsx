import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type Ref } from 'react'
import type { editor } from 'monaco-editor/editor'
import { holdBusy } from '../engine/idle.ts'
import { lineDecorations } from './decorations.ts'
import { makeModels, type DiffModels, type ModelText } from './diff-models.ts'
import { faintDecorations, rulerMarks, type FaintMark } from './faint.ts'
import { keepFindKeys } from './find-keys.ts'
import { decorateInSight } from './in-sight.ts'
import type { LineStyle } from './line-style.ts'
import { monaco } from './monaco.ts'
import { readOnlyOptions } from './options.ts'
import { setChanges, type LineChange, type Lines } from './own-diff.ts'
import { useTheme } from '../theme/theme.ts'
import './editor.css'

/** One of the two texts. Lines are counted from 1. */
export type DiffText = ModelText & {
  /** The number in the gutter for a line of the text. */
  readonly numberOf: (line: number) => number
  /** Null where the language alone sets it. */
  readonly styleAt: (line: number) => LineStyle | null
}

type Sides<Value> = { readonly a: Value; readonly b: Value }

export type DiffHandle = {
  /** Shows some lines of one side, or lines that stand beside each other, and puts the cursor there. */
  readonly show: (lines: Partial<Sides<Lines>>) => void
  /** Opens the find box of the side that was used last. */
  readonly find: () => void
}

type Props = {
  readonly original: DiffText
  readonly modified: DiffText
  /** What is not one on both sides, and how it is shown. */
  readonly changes: readonly LineChange[]
  readonly faint: Sides<readonly FaintMark[]>
  /** Lines of real differences, for the marks beside the scrollbar. */
  readonly hunks: readonly Sides<Lines>[]
  readonly inline: boolean
  /** Lines that are in sight first, each in the middle of its side. */
  readonly start?: Partial<Sides<Lines | undefined>>
  /** What each side is, for a screen reader. */
  readonly names: Sides<string>
  readonly ref?: Ref<DiffHandle> | undefined
}

const gutter = (content: DiffText, model: editor.ITextModel): editor.IEditorOptions => ({
  lineNumbers: (line) => String(content.numberOf(line)),
  lineNumbersMinChars: String(content.numberOf(model.getLineCount())).length + 2
})

/**
 * Two texts in Monaco's diff editor: the first on the left or struck out, the second on the right or put in. What
 * differs is what the caller says; Monaco compares nothing.
 */
export const DiffView = ({ original, modified, changes, faint, hunks, inline, start, names, ref }: Props) => {
  const container = useRef<HTMLDivElement>(null)
  const view = useRef<editor.IStandaloneDiffEditor | null>(null)
  const reveal = ({ a, b }: Partial<Sides<Lines | undefined>>): void => {
    const shown = view.current
    if (!shown) return
    const [left, right] = [shown.getOriginalEditor(), shown.getModifiedEditor()]
    if (a) left.setPosition({ lineNumber: Math.max(1, a.from), column: 1 })
    if (b) right.setPosition({ lineNumber: Math.max(1, b.from), column: 1 })
    // The sides scroll together; in the inline view the right one alone has the lines.
    if (b) right.revealLinesInCenter(Math.max(1, b.from), Math.max(1, b.from, b.to - 1))
    else if (a) left.revealLinesInCenter(Math.max(1, a.from), Math.max(1, a.from, a.to - 1))
  }
  const begin = useEffectEvent(() => reveal(start ?? {}))
  const used = useRef<'a' | 'b'>('b')
  const [models, setModels] = useState<DiffModels | null>(null)

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
    created.getOriginalEditor().onDidFocusEditorText(() => (used.current = 'a'))
    created.getModifiedEditor().onDidFocusEditorText(() => (used.current = 'b'))
    return () => {
      view.current = null
      release()
      created.dispose()
    }
  }, [])

  useEffect(() => {
    const release = holdBusy()
    const giveUp = makeModels(original, modified, (made) => {
      setModels(made)
      release()
    })
    return () => {
      release()
      setModels(null)
      // Models go once no editor shows them.
      view.current?.setModel(null)
      giveUp()
    }
  }, [original, modified])

  useEffect(() => {
    const shown = view.current
    // Other texts have other models, which are on their way.
    if (!shown || !models || models.original.isDisposed()) return
    shown.setModel(models)
    // The lines stand beside each other once the differences are known.
    let ended = false
    const aligned = shown.onDidUpdateDiff(() => {
      aligned.dispose()
      // Scrolling decorates lines that come into sight, which Monaco does not take in the midst of this.
      queueMicrotask(() => {
        if (!ended) begin()
      })
    })
    const sides = [
      [shown.getOriginalEditor(), models.original, original],
      [shown.getModifiedEditor(), models.modified, modified]
    ] as const
    const styled = sides.map(([side, model, content]) => {
      side.updateOptions(gutter(content, model))
      return decorateInSight(side, model, (line) => {
        const style = content.styleAt(line)
        return style ? lineDecorations(line, style) : []
      })
    })
    return () => {
      ended = true
      aligned.dispose()
      for (const one of styled) one.dispose()
      view.current?.setModel(null)
    }
  }, [models, original, modified])

  // After the texts were set: what differs may change while they stay.
  useEffect(() => {
    const shown = view.current
    if (!shown || !models || models.original.isDisposed()) return
    setChanges(models.original, changes)
    const ruled = [
      [models.original, models.original.deltaDecorations([], rulerMarks(hunks, 'a'))],
      [models.modified, models.modified.deltaDecorations([], rulerMarks(hunks, 'b'))]
    ] as const
    const marked = [
      decorateInSight(shown.getOriginalEditor(), models.original, faintDecorations(faint.a)),
      decorateInSight(shown.getModifiedEditor(), models.modified, faintDecorations(faint.b))
    ]
    return () => {
      for (const one of marked) one.dispose()
      for (const [model, ids] of ruled) if (!model.isDisposed()) model.deltaDecorations(ids, [])
    }
  }, [models, changes, faint, hunks])

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
    find: () => {
      const shown = view.current
      // The inline view has all lines on the right but those that were removed, which cannot be searched there.
      const side = used.current === 'a' && !inline ? shown?.getOriginalEditor() : shown?.getModifiedEditor()
      side?.focus()
      void side?.getAction('actions.find')?.run()
    },
    show: reveal
  }))

  return <div className="diff-view" data-read-only-editor ref={container} />
}
