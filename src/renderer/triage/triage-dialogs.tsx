import type { CorpusId } from '../../shared/model/ids.ts'
import type { TriageChange } from '../../shared/model/triage.ts'
import { counted } from '../components/quantities.ts'
import { SmallDialog } from '../components/small-dialog.tsx'
import { useBuckets } from '../decisions/use-buckets.ts'
import type { AskedTriage } from './asked-triage.ts'
import { FixedForm } from './fixed-form.tsx'
import { IgnoredForm } from './ignored-form.tsx'
import { OneLineForm } from './one-line-form.tsx'
import { OwnerForm } from './owner-form.tsx'
import { TagsForm } from './tags-form.tsx'
import type { ChangeTriage } from './use-triage.ts'

type Props = {
  readonly corpus: CorpusId
  readonly asked: AskedTriage | null
  readonly triage: ChangeTriage
  readonly onClose: () => void
  /** Called when a change was made. */
  readonly onDone?: (() => void) | undefined
}

const titles: Readonly<Record<AskedTriage['ask'], string>> = {
  fixed: 'Fixed',
  invalid: 'Invalid',
  ignored: 'Ignored',
  owner: 'Owner',
  tags: 'Tags'
}

const Asked = ({ corpus, asked, triage, onClose, onDone }: Props & { readonly asked: AskedTriage }) => {
  const { ask, buckets } = asked
  const rows = useBuckets(corpus, buckets.slice(0, 500))
  const [first] = rows ?? []
  const many = buckets.length > 1
  const change = async (wanted: TriageChange): Promise<boolean> => {
    const done = await triage.change(buckets, wanted)
    if (done) onDone?.()
    return done
  }
  const changeAndClose = (wanted: TriageChange): void => {
    onClose()
    void change(wanted)
  }
  const form = () => {
    if (!rows) return <p aria-busy="true">Reading the buckets</p>
    switch (ask) {
      case 'fixed':
        return (
          <FixedForm
            now={first?.triage.status.kind === 'fixed' && !many ? first.triage.status : null}
            onStatus={(status) => changeAndClose({ kind: 'status', status })}
            onClose={onClose}
          />
        )
      case 'invalid':
        return (
          <OneLineForm
            label="Why it is no bug"
            help="For example: the machine overheated, or a test crashes on purpose."
            act="Mark as invalid"
            value={first?.triage.status.kind === 'invalid' && !many ? first.triage.status.reason : ''}
            longest={500}
            onText={(reason) => changeAndClose({ kind: 'status', status: { kind: 'invalid', reason } })}
            onClose={onClose}
          />
        )
      case 'ignored':
        return (
          <IgnoredForm
            reports={Math.max(0, ...rows.map(({ count }) => count))}
            onStatus={(status) => changeAndClose({ kind: 'status', status })}
            onClose={onClose}
          />
        )
      case 'owner':
        return (
          <OwnerForm
            corpus={corpus}
            value={many ? '' : (first?.triage.owner ?? '')}
            onOwner={(owner) => changeAndClose({ kind: 'owner', owner })}
            onClose={onClose}
          />
        )
      case 'tags':
        return <TagsForm corpus={corpus} rows={rows} onChange={change} onClose={onClose} />
    }
  }
  return (
    <SmallDialog title={many ? `${titles[ask]}, ${counted(buckets.length, 'bucket')}` : titles[ask]} onClose={onClose}>
      {!many && first && <p className="triage-about">{first.title}</p>}
      {form()}
    </SmallDialog>
  )
}

/** What is asked before a status, an owner or tags are set. */
export const TriageDialogs = (props: Props) => props.asked && <Asked {...props} asked={props.asked} />
