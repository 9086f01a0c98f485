import type { Claim } from '../../../shared/model/explanation.ts'
import type { Place, Reading } from '../reading.ts'

/** What a family has to say: the head of the sentence, the place where the report does not show it, further claims. */
export type Said = {
  readonly what: string
  readonly lines: readonly number[]
  /**
   * Where it happened: `trap` is the kernel's instruction pointer, `title` the function in the report's title, or a
   * place that the family read itself; null where `what` says it or nothing does.
   */
  readonly place: 'trap' | 'title' | Place | null
  /** What follows the place in the sentence. */
  readonly tail?: string
  /** Whose task it was; null where `what` names it, undefined where the machine line does. */
  readonly task?: { readonly name: string; readonly line: number } | null | undefined
  readonly claims?: readonly Claim[]
}

/** One sort of crash. Null where the report is none of it. */
export type Family = (reading: Reading) => Said | null
