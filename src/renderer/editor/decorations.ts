import * as monaco from 'monaco-editor/editor'
import type { RulerMark, TextContent } from './content.ts'
import type { LineStyle, TokenKind } from './line-style.ts'

type Decoration = monaco.editor.IModelDeltaDecoration

const stickiness = monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges

const tokenOptions = (kind: TokenKind): monaco.editor.IModelDecorationOptions => ({
  stickiness,
  inlineClassName: `oops-${kind}`
})

const rulerColor: Readonly<Record<RulerMark['kind'], string>> = {
  title: 'oopsdesk.rulerTitle',
  frame: 'oopsdesk.rulerFrame',
  unknown: 'oopsdesk.rulerUnknown'
}

/** How one line is set. */
export const lineDecorations = (line: number, { tone, tokens }: LineStyle): readonly Decoration[] => {
  const whole = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 }
  const toned: readonly Decoration[] =
    tone === 'plain'
      ? []
      : [
          {
            range: { ...whole, endColumn: 100_000 },
            options: {
              stickiness,
              inlineClassName: `oops-${tone}`,
              ...(tone === 'unknown'
                ? {
                    isWholeLine: true,
                    className: 'oops-unknown-line',
                    linesDecorationsClassName: 'oops-unknown-mark',
                    hoverMessage: { value: 'Oopsdesk does not understand this line.' }
                  }
                : {})
            }
          }
        ]
  return [
    ...toned,
    ...tokens.map(({ start, end, kind }) => ({
      range: { startLineNumber: line, startColumn: start + 1, endLineNumber: line, endColumn: end + 1 },
      options: tokenOptions(kind)
    }))
  ]
}

export const decorationsOf = ({ firstStyled, styles, marks }: TextContent): Decoration[] => [
  ...styles.flatMap((style, index) => lineDecorations(firstStyled + index, style)),
  ...marks.map(({ line, kind }) => ({
    range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
    options: {
      stickiness,
      isWholeLine: true,
      overviewRuler: {
        color: { id: rulerColor[kind] },
        position: kind === 'frame' ? monaco.editor.OverviewRulerLane.Left : monaco.editor.OverviewRulerLane.Full
      }
    }
  }))
]
