import type { CorpusId } from '../../shared/model/ids.ts'
import { CommandButton } from '../components/command-button.tsx'
import { useRead } from '../engine/engine.tsx'

/** Says above the list that its buckets were made by an older rule than this version has. */
export const OlderRule = ({ corpus }: { readonly corpus: CorpusId }) => {
  const newest = useRead('engine.describe', {}).data?.rule ?? 0
  const rule = useRead('corpus.describe', { corpus }).data?.rule ?? newest
  if (rule >= newest) return null
  return (
    <p className="older-rule">
      Buckets of this corpus were made by rule {rule}; this version has rule {newest}. Nothing changes before you say
      so.
      <CommandButton id="corpus.regroup" look="bare">
        See what would change
      </CommandButton>
    </p>
  )
}
