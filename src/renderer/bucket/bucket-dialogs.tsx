import type { BucketId, CorpusId, ReportId } from '../../shared/model/ids.ts'
import { BucketPicker, type PickFor } from '../decisions/bucket-picker.tsx'
import { JoinDialog } from '../decisions/join-dialog.tsx'
import type { AskedTriage } from '../triage/asked-triage.ts'
import { TriageDialogs } from '../triage/triage-dialogs.tsx'
import type { ChangeTriage } from '../triage/use-triage.ts'
import { WhyDialog } from '../similar/why-dialog.tsx'

/** What the page of a bucket asks or tells in a dialog. */
export type Asked =
  | { readonly kind: 'pick'; readonly how: PickFor }
  | { readonly kind: 'join'; readonly how: 'merge' | 'duplicate'; readonly other: BucketId }
  | { readonly kind: 'triage'; readonly asked: AskedTriage }
  | { readonly kind: 'why'; readonly a: ReportId; readonly b: ReportId }

type Props = {
  readonly corpus: CorpusId
  readonly bucket: BucketId
  readonly asked: Asked | null
  readonly triage: ChangeTriage
  readonly onAsk: (asked: Asked | null) => void
  readonly onDuplicate: (of: BucketId) => void
  readonly onNotSame: (other: BucketId) => void
  readonly onMerged: (into: BucketId) => void
  readonly onCompare: (a: ReportId, b: ReportId) => void
}

export const BucketDialogs = ({ corpus, bucket, asked, triage, onAsk, ...on }: Props) => {
  const close = (): void => onAsk(null)
  switch (asked?.kind) {
    case undefined:
      return null
    case 'pick':
      return (
        <BucketPicker
          corpus={corpus}
          bucket={bucket}
          how={asked.how}
          onClose={close}
          onPick={(other) => {
            if (asked.how === 'merge') return onAsk({ kind: 'join', how: 'merge', other })
            close()
            return asked.how === 'duplicate' ? on.onDuplicate(other) : on.onNotSame(other)
          }}
        />
      )
    case 'join':
      return (
        <JoinDialog
          corpus={corpus}
          how={asked.how}
          buckets={[bucket, asked.other]}
          onClose={close}
          onDone={(into) => {
            if (asked.how === 'merge') on.onMerged(into)
          }}
        />
      )
    case 'triage':
      return <TriageDialogs corpus={corpus} asked={asked.asked} triage={triage} onClose={close} />
    case 'why':
      return (
        <WhyDialog
          corpus={corpus}
          a={asked.a}
          b={asked.b}
          onClose={close}
          onCompare={() => {
            close()
            on.onCompare(asked.a, asked.b)
          }}
        />
      )
  }
}
