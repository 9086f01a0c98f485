import { create } from 'zustand'
import type { ReportId } from '../../shared/model/ids.ts'
import type { InputOf } from '../../shared/protocol/methods.ts'

/** What is compared: a report of the corpus, or the first crash of a text that is not in it. */
export type Side =
  | { readonly kind: 'report'; readonly report: ReportId }
  | { readonly kind: 'text'; readonly number: number; readonly name: string; readonly text: string }

/** A side as the engine takes it. */
export const inputOf = (side: Side): InputOf<'compare.run'>['a'] =>
  side.kind === 'report' ? side : { kind: 'text', name: side.name, text: side.text }

/** What tells one side from another in this window, without all of its text. */
export const keyOf = (side: Side): string => (side.kind === 'report' ? side.report : `text ${side.number}`)

/** The address of a comparison: a text stands in the place of the report that is left out. */
export type CompareAddress = { readonly a: ReportId | null; readonly b: ReportId | null; readonly text: number | null }

/** Texts that were dropped, pasted or picked; a link cannot carry them, so they live as long as the window. */
export const useGivenTexts = create<{ readonly texts: readonly { readonly name: string; readonly text: string }[] }>(
  () => ({ texts: [] })
)

/** Keeps a text for as long as the window lives; answers its number, from 1. */
export const giveText = (name: string, text: string): number => {
  const { texts } = useGivenTexts.getState()
  useGivenTexts.setState({ texts: [...texts, { name, text }] })
  return texts.length + 1
}

/** What an address means in this window; null where it names too little. `lost`: a text that the window does not have. */
export const sidesOf = (
  { a, b, text }: CompareAddress,
  texts: readonly { readonly name: string; readonly text: string }[]
): { readonly kind: 'sides'; readonly a: Side; readonly b: Side } | { readonly kind: 'lost' | 'missing' } => {
  const given = text === null ? undefined : texts[text - 1]
  const stand: Side | null = given && text !== null ? { kind: 'text', number: text, ...given } : null
  const first: Side | null = a === null ? stand : { kind: 'report', report: a }
  const second: Side | null = b === null ? stand : { kind: 'report', report: b }
  if (first && second && (a !== null || b !== null)) return { kind: 'sides', a: first, b: second }
  return { kind: text !== null && (a !== null || b !== null) ? 'lost' : 'missing' }
}
