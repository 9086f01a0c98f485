import type { BucketId } from '../../shared/model/ids.ts'
import { prioritySchema } from '../../shared/model/triage.ts'
import type { Binding, Bindings } from '../commands/registry.ts'
import type { AskedTriage } from './asked-triage.ts'
import type { ChangeTriage } from './use-triage.ts'

type Given = {
  readonly triage: ChangeTriage
  /** The buckets meant. */
  readonly buckets: readonly BucketId[]
  readonly ask: (asked: AskedTriage) => void
}

/** The commands that say something of buckets. */
export const triageActs = ({ triage, buckets, ask }: Given): Bindings => {
  const disabled = triage.refusal ?? (buckets.length === 0 ? 'Select buckets first.' : undefined)
  const asking = (what: AskedTriage['ask']): Binding => ({ run: () => ask({ ask: what, buckets }), disabled })
  const status = (kind: 'new' | 'looking' | 'confirmed'): Binding => ({
    run: () => void triage.change(buckets, { kind: 'status', status: { kind } }),
    disabled
  })
  const priorities = prioritySchema.options.map((priority): [string, Binding] => [
    `priority.${priority}`,
    { run: () => void triage.change(buckets, { kind: 'priority', priority }), disabled }
  ])
  return {
    'status.new': status('new'),
    'status.looking': status('looking'),
    'status.confirmed': status('confirmed'),
    'status.fixed': asking('fixed'),
    'status.invalid': asking('invalid'),
    'status.ignored': asking('ignored'),
    ...Object.fromEntries(priorities),
    'owner.set': asking('owner'),
    'owner.me': { run: () => void triage.takeOver(buckets), disabled },
    'tags.edit': asking('tags')
  }
}
