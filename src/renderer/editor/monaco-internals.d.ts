/** Parts of Monaco that it ships without types; `own-diff.test.ts` and `long-text.test.ts` tell when they change. */
declare module 'monaco-editor/editor/common/core/range' {
  export class Range {
    constructor(startLineNumber: number, startColumn: number, endLineNumber: number, endColumn: number)
    readonly startLineNumber: number
    readonly startColumn: number
    readonly endLineNumber: number
    readonly endColumn: number
  }
}
declare module 'monaco-editor/editor/common/core/ranges/lineRange' {
  /** Lines from 1, the end exclusive. */
  export class LineRange {
    constructor(startLineNumber: number, endLineNumberExclusive: number)
    readonly startLineNumber: number
    readonly endLineNumberExclusive: number
  }
}
declare module 'monaco-editor/editor/common/diff/rangeMapping' {
  import type { Range } from 'monaco-editor/editor/common/core/range'
  import type { LineRange } from 'monaco-editor/editor/common/core/ranges/lineRange'
  export class RangeMapping {
    constructor(originalRange: Range, modifiedRange: Range)
    readonly originalRange: Range
    readonly modifiedRange: Range
  }
  export class DetailedLineRangeMapping {
    constructor(originalRange: LineRange, modifiedRange: LineRange, innerChanges: readonly RangeMapping[] | undefined)
    readonly original: LineRange
    readonly modified: LineRange
    readonly innerChanges: readonly RangeMapping[] | undefined
  }
}
declare module 'monaco-editor/editor/common/model/pieceTreeTextBuffer/pieceTreeTextBufferBuilder' {
  /** Takes in a text piece by piece. */
  export class PieceTreeTextBufferBuilder {
    acceptChunk(chunk: string): void
    /** Monaco's ITextBufferFactory, of which a model is made as of a text. */
    finish(): string
  }
}
declare module 'monaco-editor/editor/common/model/textModel' {
  /** The text of a model, made of a string or of what has taken one in. */
  export const createTextBuffer: (
    value: string,
    defaultEndOfLine: number
  ) => { readonly textBuffer: { getLineCount(): number; getLineContent(line: number): string } }
}
