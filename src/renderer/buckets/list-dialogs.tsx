import type { CorpusId } from '../../shared/model/ids.ts'
import { BucketPicker } from '../decisions/bucket-picker.tsx'
import { JoinDialog } from '../decisions/join-dialog.tsx'
import type { Decide } from '../decisions/use-decide.ts'
import { TriageDialogs } from '../triage/triage-dialogs.tsx'
import type { ChangeTriage } from '../triage/use-triage.ts'
import type { AskedOfList } from './bucket-acts.ts'

type Props = {
  readonly corpus: CorpusId
  readonly asked: AskedOfList | null
  readonly decide: Decide
  readonly triage: ChangeTriage
  readonly onAsk: (asked: AskedOfList | null) => void
  readonly onDone: () => void
}

/** What the list of buckets asks before it decides. */
export const ListDialogs = ({ corpus, asked, decide, triage, onAsk, onDone }: Props) => {
  const close = (): void => onAsk(null)
  if (!asked) return null
  if (asked.kind === 'join') {
    return <JoinDialog corpus={corpus} how={asked.how} buckets={asked.buckets} onClose={close} onDone={onDone} />
  }
  if (asked.kind === 'triage') {
    return <TriageDialogs corpus={corpus} asked={asked.asked} triage={triage} onClose={close} />
  }
  const { bucket, how } = asked
  return (
    <BucketPicker
      corpus={corpus}
      bucket={bucket}
      how={how}
      onClose={close}
      onPick={(other) => {
        if (how === 'merge') return onAsk({ kind: 'join', how, buckets: [bucket, other] })
        close()
        onDone()
        return void (how === 'duplicate' ? decide.duplicates([bucket], other) : decide.notSame(bucket, other))
      }}
    />
  )
}
