import type { LineKind } from '../../../../shared/model/report.ts'

/** Lines known by their first words; the text is trimmed. */
export type LineWords = { readonly kind: LineKind; readonly starts: readonly string[] }

/** Lines known by their shape rather than by a word. */
export type LineShape = {
  readonly kind: LineKind
  readonly example: string
  /** First characters that make a try worth it, and second ones, where not any will do. */
  readonly first: string
  readonly second?: string
  /** Of these it holds one: looked for before the pattern is tried. */
  readonly words?: readonly string[]
  /** Linear, on trimmed text of at most 400 characters. */
  readonly pattern: RegExp
}

const lower = 'abcdefghijklmnopqrstuvwxyz'
export const digits = '0123456789'
export const hexDigits = '0123456789abcdef'
export const letters = `${lower}${lower.toUpperCase()}_`
export const wordStart = `${letters}${digits}`
