import * as monaco from 'monaco-editor/editor'

/** Lines that a person marked. Lines of the text, from 1, both within. */
export type LineMark = {
  readonly startLine: number
  readonly endLine: number
  readonly look: 'remark' | 'highlight' | 'bookmark'
  /** It stands on another report, and is shown here because the frame is the same. */
  readonly faint: boolean
  /** What it is, for the pointer. */
  readonly words: string
}

const stickiness = monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges

const icons = { remark: 'codicon-comment', highlight: 'codicon-paintcan', bookmark: 'codicon-bookmark' } as const

/** Marks of lines: a bar along them, a sign at the first, a stroke beside the scrollbar. */
export const markDecorations = (marks: readonly LineMark[]): monaco.editor.IModelDeltaDecoration[] =>
  marks.flatMap(({ startLine, endLine, look, faint, words }) => {
    const hover = { value: words.replace(/[\\`*_{}[\]()#+\-.!<>|~&]/g, '\\$&') }
    const state = faint ? 'marked-faint' : ''
    return [
      {
        range: { startLineNumber: startLine, startColumn: 1, endLineNumber: endLine, endColumn: 1 },
        options: {
          stickiness,
          isWholeLine: true,
          className: `marked-line marked-${look} ${state}`,
          linesDecorationsClassName: `marked-bar marked-bar-${look} ${state}`,
          ...(faint
            ? {}
            : {
                overviewRuler: {
                  color: { id: 'oopsdesk.rulerAnnotation' },
                  position: monaco.editor.OverviewRulerLane.Right
                }
              })
        }
      },
      {
        range: { startLineNumber: startLine, startColumn: 1, endLineNumber: startLine, endColumn: 1 },
        options: {
          stickiness,
          glyphMarginClassName: `codicon ${icons[look]} marked-sign ${state}`,
          glyphMarginHoverMessage: hover
        }
      }
    ]
  })

const plus = (line: number): monaco.editor.IModelDeltaDecoration => ({
  range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
  options: { stickiness, glyphMarginClassName: 'codicon codicon-add marked-plus' }
})

/** Shows a plus in the margin of the line under the pointer, and tells of a click on it or on a mark. */
export const offerPlus = (
  view: monaco.editor.ICodeEditor,
  isMarked: (line: number) => boolean,
  onClick: (line: number) => void
): monaco.IDisposable => {
  const shown = view.createDecorationsCollection()
  let at: number | null = null
  const show = (line: number | null): void => {
    if (line === at) return
    at = line
    shown.set(line === null ? [] : [plus(line)])
  }
  const listening = [
    view.onMouseMove(({ target: { position } }) =>
      show(position && !isMarked(position.lineNumber) ? position.lineNumber : null)
    ),
    view.onMouseLeave(() => show(null)),
    view.onDidChangeModel(() => {
      at = null
    }),
    view.onMouseDown(({ target: { type, position }, event }) => {
      if (type !== monaco.editor.MouseTargetType.GUTTER_GLYPH_MARGIN || !position || !event.leftButton) return
      event.preventDefault()
      onClick(position.lineNumber)
    })
  ]
  return { dispose: () => listening.forEach((one) => one.dispose()) }
}
