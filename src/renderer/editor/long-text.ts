import { PieceTreeTextBufferBuilder } from 'monaco-editor/editor/common/model/pieceTreeTextBuffer/pieceTreeTextBufferBuilder'

/**
 * A text that Monaco has looked through, so that a model of it is made at once. Monaco makes models of this, its
 * `ITextBufferFactory`, as of a string, though its types name strings alone.
 */
export type LongText = { readonly ofMonaco: string }

export type LongTextBuilder = { readonly take: (piece: string) => void; readonly end: () => LongText }

/** Takes in a text piece by piece: some milliseconds for each million of its UTF-16 units. */
export const createLongText = (): LongTextBuilder => {
  const builder = new PieceTreeTextBufferBuilder()
  return { take: (piece) => builder.acceptChunk(piece), end: () => ({ ofMonaco: builder.finish() }) }
}
