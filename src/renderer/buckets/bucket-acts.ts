import { bucketIdSchema, type BucketId } from '../../shared/model/ids.ts'
import type { Bindings } from '../commands/registry.ts'
import type { PickFor } from '../decisions/bucket-picker.tsx'
import type { AskedTriage } from '../triage/asked-triage.ts'
import { triageActs } from '../triage/triage-acts.ts'
import type { ChangeTriage } from '../triage/use-triage.ts'
import type { Decide } from '../decisions/use-decide.ts'
import { pairOf } from '../lists/places.ts'

/** What the list of buckets asks in a dialog: which of several stays, or another bucket to one. */
export type AskedOfList =
  | { readonly kind: 'join'; readonly how: 'merge' | 'duplicate'; readonly buckets: readonly BucketId[] }
  | { readonly kind: 'pick'; readonly how: PickFor; readonly bucket: BucketId }
  | { readonly kind: 'triage'; readonly asked: AskedTriage }

type Given = {
  readonly decide: Pick<Decide, 'refusal' | 'notSame'>
  readonly triage: ChangeTriage
  readonly selected: readonly string[]
  readonly cursor: string | null
  readonly ask: (asked: AskedOfList) => void
}

/** The buckets meant: those selected, or one selected with the one at the cursor, or that one alone. */
export const meantOf = (selected: readonly string[], cursor: string | null): readonly BucketId[] => {
  const [only] = selected
  const keys = selected.length > 1 ? selected : (pairOf(selected, cursor) ?? [only ?? cursor])
  return keys.flatMap((key) => bucketIdSchema.safeParse(key).data ?? [])
}

/** The buckets that something is said of: those selected, else the one at the cursor. */
export const chosenOf = (selected: readonly string[], cursor: string | null): readonly BucketId[] =>
  (selected.length > 0 ? selected : [cursor]).flatMap((key) => bucketIdSchema.safeParse(key).data ?? [])

/** What can be decided about the buckets selected and the one at the cursor; of one alone, another is asked for. */
export const bucketActs = ({ decide, triage, selected, cursor, ask }: Given): Bindings => {
  const meant = meantOf(selected, cursor)
  const [first, second] = meant
  const disabled = decide.refusal ?? (first === undefined ? 'Select buckets first.' : undefined)
  const join = (how: 'merge' | 'duplicate'): void => {
    if (first !== undefined && second === undefined) ask({ kind: 'pick', how, bucket: first })
    else ask({ kind: 'join', how, buckets: meant })
  }
  const notSame = (): void => {
    if (first !== undefined && second !== undefined) void decide.notSame(first, second)
    else if (first !== undefined) ask({ kind: 'pick', how: 'not-same', bucket: first })
  }
  return {
    ...triageActs({
      triage,
      buckets: chosenOf(selected, cursor),
      ask: (asked) => ask({ kind: 'triage', asked })
    }),
    'decide.merge': { run: () => join('merge'), disabled },
    'decide.duplicate': { run: () => join('duplicate'), disabled },
    'decide.not-same': {
      run: notSame,
      disabled: disabled ?? (meant.length > 2 ? 'Select two buckets, not more.' : undefined)
    }
  }
}
