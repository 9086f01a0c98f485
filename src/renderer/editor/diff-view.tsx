import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from 'react'
import type { editor } from 'monaco-editor/editor'
import type { TextContent } from './content.ts'
import { decorationsOf } from './decorations.ts'
import { keepFindKeys } from './find-keys.ts'
import { setFolds } from './folding.ts'
import { logLanguageId } from './log-language.ts'
import { monaco } from './monaco.ts'
import { readOnlyOptions } from './options.ts'
import { useTheme } from '../theme/theme.ts'
import './editor.css'

export type DiffHandle = {
  /** Shows difference number `index`, from 0. */
  readonly show: (index: number) => void
}

type Props = {
  readonly original: TextContent
  readonly modified: TextContent
  readonly inline: boolean
  /** How many differences there are, once they are computed. */
  readonly onDifferences: (count: number) => void
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

/** Two texts in Monaco's diff editor: the first on the left or struck out, the second on the right or put in. */
export const DiffView = ({ original, modified, inline, onDifferences, ref }: Props) => {
  const container = useRef<HTMLDivElement>(null)
  const view = useRef<editor.IStandaloneDiffEditor | null>(null)
  const counted = useEffectEvent(onDifferences)

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
      overviewRulerLanes: 0,
      diffAlgorithm: 'advanced',
      maxComputationTime: 5000
    })
    view.current = created
    const release = keepFindKeys(container.current)
    const updated = created.onDidUpdateDiff(() => {
      // Null while the texts are taken away and given back, as a change of the theme does.
      const changes = created.getLineChanges()
      if (changes) counted(changes.length)
    })
    return () => {
      view.current = null
      updated.dispose()
      release()
      created.dispose()
    }
  }, [])

  useEffect(() => {
    const shown = view.current
    if (!shown) return
    const models = { original: modelOf(original), modified: modelOf(modified) }
    shown.setModel(models)
    shown.getOriginalEditor().updateOptions(gutter(original, models.original))
    shown.getModifiedEditor().updateOptions(gutter(modified, models.modified))
    return () => {
      if (view.current) view.current.setModel(null)
      models.original.dispose()
      models.modified.dispose()
    }
  }, [original, modified])

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
    shown.getOriginalEditor().updateOptions({ ariaLabel: 'First report' })
    shown.getModifiedEditor().updateOptions({ ariaLabel: 'Second report' })
  }, [inline])

  useImperativeHandle(ref, () => ({
    show: (index) => {
      const change = view.current?.getLineChanges()?.[index]
      if (!change || !view.current) return
      const right = view.current.getModifiedEditor()
      const left = view.current.getOriginalEditor()
      // A line number of 0 as the end says that the side has no lines of this difference; the start is the line before.
      const first = Math.max(1, change.modifiedStartLineNumber)
      left.setPosition({ lineNumber: Math.max(1, change.originalStartLineNumber), column: 1 })
      right.setPosition({ lineNumber: first, column: 1 })
      right.revealLinesInCenter(first, Math.max(first, change.modifiedEndLineNumber))
    }
  }))

  return <div className="diff-view" data-read-only-editor ref={container} />
}
