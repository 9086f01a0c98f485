import { exactTime } from '../components/times.ts'
import { allTexts, type Version } from './note-saver.ts'

type Props = {
  /** What to choose from, what is typed here first where there is any. */
  readonly versions: readonly Version[]
  readonly onKeep: (text: string) => void
}

const nameOf = ({ at }: Version): string =>
  at === null ? 'Yours, not saved yet' : `${at.author}, ${exactTime(at.saved).slice(0, 16)}`

/** The texts of a note that were written apart, side by side, and what to do with them. */
export const NoteConflict = ({ versions, onKeep }: Props) => {
  const typed = versions.some(({ at }) => at === null)
  const keepName = ({ at }: Version, index: number): string => {
    if (at === null) return 'Keep mine'
    if (typed && versions.length === 2) return 'Keep theirs'
    return `Keep text ${index + 1}`
  }
  return (
    <div className="note-conflict" role="alert">
      <p>
        {typed
          ? 'The note was changed elsewhere while you typed. Nothing is lost: choose which text stays.'
          : 'This note was written apart by two people, or in two places. Choose which text stays.'}
      </p>
      <div className="note-conflict-texts">
        {versions.map((version, index) => (
          <figure key={version.at?.act ?? 'mine'}>
            <figcaption>{nameOf(version)}</figcaption>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
            <pre tabIndex={0}>{version.text === '' ? '(empty)' : version.text}</pre>
            <button type="button" className="button" onClick={() => onKeep(version.text)}>
              {keepName(version, index)}
            </button>
          </figure>
        ))}
      </div>
      <div className="failure-acts">
        <button type="button" className="button button-main" onClick={() => onKeep(allTexts(versions))}>
          {versions.length === 2 ? 'Keep both' : 'Keep all'}
        </button>
      </div>
    </div>
  )
}
