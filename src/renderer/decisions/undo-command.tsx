import type { CorpusId } from '../../shared/model/ids.ts'
import { useCurrentCorpus } from '../app/current-corpus.ts'
import { useCommands } from '../commands/registry.ts'
import { useDecide } from './use-decide.ts'
import { useUndo } from './use-undo.ts'

const InCorpus = ({ corpus }: { readonly corpus: CorpusId }) => {
  const { undo, redo } = useUndo(corpus)
  const { refusal } = useDecide(corpus)
  useCommands({ 'edit.undo': { run: undo, disabled: refusal }, 'edit.redo': { run: redo, disabled: refusal } })
  return null
}

/** Takes back, or does again, the last thing that was done in the corpus on show. */
export const UndoCommand = () => {
  const corpus = useCurrentCorpus()
  return corpus && <InCorpus corpus={corpus} />
}
