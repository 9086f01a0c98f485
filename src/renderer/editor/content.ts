import type { Fold } from './folding.ts'
import type { LineStyle } from './line-style.ts'

export type RulerMark = { readonly line: number; readonly kind: 'title' | 'frame' | 'unknown' }

/** A text to read, and all that is known of its lines. Lines of the text are counted from 1. */
export type TextContent = {
  readonly language: 'oops-report' | 'kernel-log'
  readonly text: string
  /** The number in the gutter for a line of the text. */
  readonly numberOf: (line: number) => number
  /** Styles of the lines from `firstStyled` on. */
  readonly firstStyled: number
  readonly styles: readonly LineStyle[]
  readonly marks: readonly RulerMark[]
  readonly folds: readonly Fold[]
}
