type Props = {
  readonly mine: string
  readonly other: string
  readonly onKeep: (choice: 'mine' | 'other' | 'both') => void
}

/** Both texts of a note that was changed in two windows, and what to do with them. */
export const NoteConflict = ({ mine, other, onKeep }: Props) => (
  <div className="note-conflict" role="alert">
    <p>The note was changed in another window while you typed. Keep your text, the other, or both.</p>
    <div className="note-conflict-texts">
      <figure>
        <figcaption>Yours</figcaption>
        <pre>{mine}</pre>
      </figure>
      <figure>
        <figcaption>The other</figcaption>
        <pre>{other}</pre>
      </figure>
    </div>
    <div className="failure-acts">
      <button type="button" className="button" onClick={() => onKeep('mine')}>
        Keep yours
      </button>
      <button type="button" className="button" onClick={() => onKeep('other')}>
        Keep the other
      </button>
      <button type="button" className="button" onClick={() => onKeep('both')}>
        Keep both
      </button>
    </div>
  </div>
)
