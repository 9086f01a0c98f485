import type { CorpusId } from '../../shared/model/ids.ts'
import type { BucketsSearch } from '../app/search.ts'

/** How each corpus's bucket list was filtered and sorted last, for as long as the window lives. */
const last = new Map<CorpusId, BucketsSearch>()

export const rememberSearch = (corpus: CorpusId, search: BucketsSearch): void => void last.set(corpus, search)

/** What leads back to the bucket list as it was left; its place in it is kept under the same filter (`places.ts`). */
export const lastSearch = (corpus: CorpusId): Partial<BucketsSearch> => last.get(corpus) ?? {}
