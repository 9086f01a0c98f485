type Props = {
  readonly act: string
  readonly onClose: () => void
  readonly disabled?: boolean | undefined
}

/** The buttons under a form. */
export const FormActs = ({ act, onClose, disabled }: Props) => (
  <div className="dialog-acts">
    <button type="submit" className="button button-main" aria-disabled={disabled}>
      {act}
    </button>
    <button type="button" className="button" onClick={onClose}>
      Cancel
    </button>
    <span className="dialog-help">It can be undone.</span>
  </div>
)
