import type { CorpusId } from '../../shared/model/ids.ts'
import { runCommand } from '../commands/registry.ts'
import { useRead } from '../engine/engine.tsx'

/** Says above the list that its buckets were made by an older rule than this version has. */
export const OlderRule = ({ corpus }: { readonly corpus: CorpusId }) => {
  const newest = useRead('engine.describe', {}).data?.rule ?? 0
  const rule = useRead('corpus.describe', { corpus }).data?.rule ?? newest
  if (rule >= newest) return null
  return (
    <p className="older-version">
      Buckets here were made by rule {rule}, and this version has rule {newest}.
      <button
        type="button"
        className="text-button"
        title="Nothing changes before you say so (Shift+R)"
        onClick={() => runCommand('corpus.regroup')}
      >
        See what it would change
      </button>
    </p>
  )
}
