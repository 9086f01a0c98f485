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

/** Lines with real differences, as marks beside the scrollbar. */
const rulerMark =
  (color: string) =>
  ({ from, to }: Lines): Decoration => ({
    range: { startLineNumber: from, startColumn: 1, endLineNumber: Math.max(from, to - 1), endColumn: 1 },
    options: {
      stickiness,
      overviewRuler: { color: { id: color }, position: monaco.editor.OverviewRulerLane.Full }
    }
  })

export const faintDecorations = (
  marks: readonly FaintMark[],
  differing: readonly Lines[],
  color: 'diffEditorOverview.removedForeground' | 'diffEditorOverview.insertedForeground'
): Decoration[] => [...marks.map(decorationOf), ...differing.filter(({ from, to }) => to > from).map(rulerMark(color))]
