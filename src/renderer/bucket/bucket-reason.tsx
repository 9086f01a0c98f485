import type { BucketDetail } from '../../shared/model/bucket-detail.ts'
import { runCommand } from '../commands/registry.ts'
import { useRead } from '../engine/engine.tsx'

/** Why the reports of a bucket are together, and by which version of the rule; where there is a newer one, that too. */
export const BucketReason = ({ detail: { reason, rule } }: { readonly detail: BucketDetail }) => {
  const newest = useRead('engine.describe', {}).data?.rule ?? rule
  return (
    <p className="bucket-reason" title={`By version ${rule} of the grouping rule`}>
      {reason} <span className="bucket-rule">Rule {rule}</span>
      {newest > rule && (
        <>
          {' '}
          <button
            type="button"
            className="text-button"
            title="Nothing changes before you say so (Shift+R)"
            onClick={() => runCommand('corpus.regroup')}
          >
            See what rule {newest} would change
          </button>
        </>
      )}
    </p>
  )
}
