import { create } from 'zustand'
import type { BucketQuery } from '../../shared/model/bucket.ts'
import type { ExportScope } from '../../shared/model/export.ts'
import { bucketIdSchema, type BucketId, type CorpusId } from '../../shared/model/ids.ts'
import { counted } from '../components/quantities.ts'

/** Something that may be exported, and what to call it: `The 3 selected buckets`. */
export type OfferedScope = { readonly name: string; readonly scope: ExportScope }

export type AskedExport = {
  readonly corpus: CorpusId
  /** The first is chosen at first. */
  readonly offers: readonly OfferedScope[]
}

export const useAskedExport = create<{ readonly asked: AskedExport | null }>(() => ({ asked: null }))

export const allOffer: OfferedScope = { name: 'The whole corpus', scope: { kind: 'all' } }
export const notedOffer: OfferedScope = {
  name: 'All that somebody said something of',
  scope: { kind: 'noted' }
}
export const bucketsOffer = (buckets: readonly BucketId[], name?: string): OfferedScope => ({
  name: name ?? (buckets.length === 1 ? 'The selected bucket' : `The ${counted(buckets.length, 'selected bucket')}`),
  scope: { kind: 'buckets', buckets }
})

/** Asks in a dialog what to export and how. What the view offers comes first, then what every view has. */
export const askExport = (corpus: CorpusId, offers: readonly OfferedScope[]): void => {
  const kinds = new Set(offers.map(({ scope }) => scope.kind))
  const others = [notedOffer, allOffer].filter(({ scope }) => !kinds.has(scope.kind))
  useAskedExport.setState({ asked: { corpus, offers: [...offers, ...others] } })
}

/** The same from a list of buckets: those selected, and all that it shows. */
export const askListExport = (
  corpus: CorpusId,
  list: { readonly selected: readonly string[]; readonly query: BucketQuery; readonly total: number }
): void => {
  const buckets = list.selected.flatMap((key) => bucketIdSchema.safeParse(key).data ?? [])
  askExport(corpus, [
    ...(buckets.length === 0 ? [] : [bucketsOffer(buckets)]),
    { name: `All in the list: ${counted(list.total, 'bucket')}`, scope: { kind: 'view', query: list.query } }
  ])
}
