import * as monaco from 'monaco-editor/editor'
import type { Lines, Place } from './own-diff.ts'

/** What differs between two texts and does not count, and why; whole lines or a part of one. */
export type FaintMark =
  | ({ readonly kind: 'lines'; readonly reason: string } & Lines)
  | { readonly kind: 'part'; readonly place: Place; readonly reason: string }

type Decoration = monaco.editor.IModelDeltaDecoration

const stickiness = monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges

const decorationOf = (mark: FaintMark): Decoration => {
  if (mark.kind === 'part') {
    const { line, start, end } = mark.place
    return {
      range: { startLineNumber: line, startColumn: start + 1, endLineNumber: line, endColumn: end + 1 },
      options: { stickiness, inlineClassName: 'faint-part', hoverMessage: { value: mark.reason } }
    }
  }
  return {
    range: { startLineNumber: mark.from, startColumn: 1, endLineNumber: mark.to - 1, endColumn: 100_000 },
    options: {
      stickiness,
      isWholeLine: true,
      className: 'faint-line',
      marginClassName: 'faint-margin',
      inlineClassName: 'faint-text',
      hoverMessage: { value: mark.reason }
    }
  }
}

const ruler = {
  a: { color: { id: 'diffEditorOverview.removedForeground' }, position: monaco.editor.OverviewRulerLane.Full },
  b: { color: { id: 'diffEditorOverview.insertedForeground' }, position: monaco.editor.OverviewRulerLane.Full }
} as const

/** Lines with real differences, as marks beside the scrollbar. */
export const rulerMarks = (hunks: readonly { readonly a: Lines; readonly b: Lines }[], side: 'a' | 'b'): Decoration[] =>
  hunks.flatMap((hunk) => {
    const { from, to } = hunk[side]
    if (to <= from) return []
    return [
      {
        range: { startLineNumber: from, startColumn: 1, endLineNumber: to - 1, endColumn: 1 },
        options: { stickiness, overviewRuler: ruler[side] }
      }
    ]
  })

/** What is set faintly in a line; asked for one line at a time. */
export const faintDecorations = (marks: readonly FaintMark[]): ((line: number) => readonly Decoration[]) => {
  const byLine = Map.groupBy(
    // Lines of one run are set one by one, for they come into sight so.
    marks.flatMap((mark): readonly FaintMark[] =>
      mark.kind === 'part'
        ? [mark]
        : Array.from({ length: mark.to - mark.from }, (_, index) => ({
            ...mark,
            from: mark.from + index,
            to: mark.from + index + 1
          }))
    ),
    (mark) => (mark.kind === 'part' ? mark.place.line : mark.from)
  )
  return (line) => byLine.get(line)?.map(decorationOf) ?? []
}
