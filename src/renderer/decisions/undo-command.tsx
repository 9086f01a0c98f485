import type { CorpusId } from '../../shared/model/ids.ts'
import { useCurrentCorpus } from '../app/current-corpus.ts'
import { useCommands } from '../commands/registry.ts'
import { lastAct, useDone } from './done.ts'
import { useDecide } from './use-decide.ts'

const InCorpus = ({ corpus }: { readonly corpus: CorpusId }) => {
  const { undo, refusal } = useDecide(corpus)
  const last = useDone(({ acts }) => lastAct(acts, corpus))
  useCommands({
    'decide.undo': {
      run: () => {
        if (last) void undo(last)
      },
      disabled: refusal ?? (last ? undefined : 'Nothing was decided in this window. A bucket lists its decisions.')
    }
  })
  return null
}

/** Takes back the last decision that was made in this window. */
export const UndoCommand = () => {
  const corpus = useCurrentCorpus()
  return corpus && <InCorpus corpus={corpus} />
}
