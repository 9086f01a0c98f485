import type { BucketId } from '../../shared/model/ids.ts'

/** What is asked before a change is made, about which buckets. */
export type AskedTriage = {
  readonly ask: 'fixed' | 'invalid' | 'ignored' | 'owner' | 'tags'
  readonly buckets: readonly BucketId[]
}
