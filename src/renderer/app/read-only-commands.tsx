import { useCommands, type Binding } from '../commands/registry.ts'
import { useRead } from '../engine/engine.tsx'
import { useCurrentCorpus } from './current-corpus.ts'

const refused: Binding = { run: () => undefined, disabled: 'The corpus is read-only.' }

/** Takes away what would write, and says why, while the corpus on show cannot be written to. */
export const ReadOnlyCommands = () => {
  const corpus = useCurrentCorpus()
  const facts = useRead('corpus.describe', corpus ? { corpus } : null).data
  const readOnly = facts !== undefined && facts.corpus === corpus && facts.readOnly
  useCommands(readOnly ? { 'corpus.import-folder': refused, 'corpus.import-files': refused } : {})
  return null
}
