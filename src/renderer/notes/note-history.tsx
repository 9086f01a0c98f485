import { useState } from 'react'
import type { ActId, CorpusId, NoteId } from '../../shared/model/ids.ts'
import type { NoteVersion } from '../../shared/model/note.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { counted } from '../components/quantities.ts'
import { SmallDialog } from '../components/small-dialog.tsx'
import { exactTime } from '../components/times.ts'
import { useRead } from '../engine/engine.tsx'
import { diffLines } from './text-diff.ts'

type Props = {
  readonly corpus: CorpusId
  readonly note: NoteId
  /** The text as it is now. */
  readonly text: string
  readonly readOnly: boolean
  readonly onRestore: (text: string) => void
  readonly onClose: () => void
}

const step = 50
const signs = { same: ' ', added: '+', removed: '-' } as const
const words = { same: '', added: 'Added: ', removed: 'Taken away: ' } as const

const Shown = ({ was, now, diff }: { readonly was: string; readonly now: string; readonly diff: boolean }) => {
  if (!diff) return <pre className="history-text">{was === '' ? '(empty)' : was}</pre>
  if (was === now) return <p className="dialog-help">It is the text as it is now.</p>
  return (
    <pre className="history-text">
      {diffLines(was, now).map(({ kind, text }, at) => (
        // Lines of two texts never change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={at} className="history-line" data-kind={kind}>
          <span className="visually-hidden">{words[kind]}</span>
          <span aria-hidden>{signs[kind]} </span>
          {text}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}

/** Shown for one version of the note. */
const One = ({
  corpus,
  version,
  text,
  diff,
  readOnly,
  onRestore
}: Omit<Props, 'note' | 'onClose'> & {
  readonly version: NoteVersion
  readonly diff: boolean
}) => {
  const read = useRead('notes.text', { corpus, act: version.act })
  if (read.isError) return <FailureNotice failure={read.error.failure} />
  if (!read.data || read.isPlaceholderData) return <p aria-busy="true">Reading the text</p>
  const was = read.data.text
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <section className="history-shown" aria-label="The text then" tabIndex={0}>
        <Shown was={was} now={text} diff={diff} />
      </section>
      <div className="dialog-acts">
        <button
          type="button"
          className="button button-main"
          aria-disabled={readOnly || was === text}
          onClick={() => {
            if (!readOnly && was !== text) onRestore(was)
          }}
        >
          Restore this text
        </button>
        <span className="dialog-help">What is there now stays in the history.</span>
      </div>
    </>
  )
}

/** Every text that a note ever had; any of them can be brought back. */
export const NoteHistory = ({ onClose, ...props }: Props) => {
  const { corpus, note } = props
  const [limit, setLimit] = useState(step)
  const [chosen, setChosen] = useState<ActId | null>(null)
  const [diff, setDiff] = useState(true)
  const read = useRead('notes.history', { corpus, note, page: { offset: 0, limit } })
  const rows = read.data?.rows ?? []
  const shown = rows.find(({ act }) => act === chosen) ?? rows[1] ?? rows[0]
  return (
    <SmallDialog title="History of the note" onClose={onClose} wide>
      {read.isError && <FailureNotice failure={read.error.failure} />}
      <div className="history">
        <fieldset className="history-list">
          <legend className="visually-hidden">Versions, the newest first</legend>
          {rows.map((version) => (
            <label key={version.act} className="history-version" data-undone={version.undone || undefined}>
              <input
                type="radio"
                name="version"
                aria-label={`${exactTime(version.saved)}, ${version.author}${version.undone ? ', undone' : ''}`}
                // A dialog that asks one thing is opened to answer it.
                // oxlint-disable-next-line jsx-a11y/no-autofocus
                autoFocus={version === shown}
                checked={version === shown}
                onChange={() => setChosen(version.act)}
              />
              <span>
                <span className="history-when">{exactTime(version.saved)}</span>
                <span className="history-who">
                  {version.author}, {counted(version.length, 'character')}
                  {version.undone && ', undone'}
                </span>
              </span>
            </label>
          ))}
          {read.data && read.data.total > rows.length && limit < 1000 && (
            <button type="button" className="text-button" onClick={() => setLimit(limit + step)}>
              Show older ones
            </button>
          )}
        </fieldset>
        <div className="history-side">
          <label className="history-diff">
            <input type="checkbox" checked={diff} onChange={() => setDiff(!diff)} />
            Show what was changed from then to now
          </label>
          {shown && <One {...props} version={shown} diff={diff} />}
        </div>
      </div>
    </SmallDialog>
  )
}
