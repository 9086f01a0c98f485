import { useState, type FormEvent } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useOpenCorpus } from '../app/open-corpus.ts'
import { showOverlay, useOverlay } from '../app/window-state.ts'
import '../palette/palette.css'

/** Asks for a corpus by its path on the engine's machine, for a browser cannot. */
export const OpenCorpusDialog = () => {
  const overlay = useOverlay((state) => state.overlay)
  const open = useOpenCorpus()
  const [file, setFile] = useState('')
  const create = overlay === 'new-corpus'
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (file.trim() === '') return
    showOverlay(null)
    setFile('')
    void open({ kind: 'file', file: file.trim(), create })
  }
  return (
    <ModalOverlay
      className="scrim"
      isDismissable
      isOpen={create || overlay === 'open-corpus'}
      onOpenChange={(next) => {
        if (!next) showOverlay(null)
      }}
    >
      <Modal className="small-dialog">
        <Dialog>
          <Heading slot="title">{create ? 'New corpus' : 'Open a corpus'}</Heading>
          <p>
            {create
              ? 'The path of the new file, on the machine where Oopsdesk runs.'
              : 'The path of its file, on the machine where Oopsdesk runs.'}
          </p>
          <form onSubmit={submit}>
            <input
              // A dialog that asks one thing is opened to answer it.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              aria-label="Path of the corpus"
              placeholder="/home/you/crashes.oopsdesk"
              spellCheck={false}
              value={file}
              onChange={(event) => setFile(event.target.value)}
            />
            <button type="submit" className="button button-main">
              {create ? 'Create' : 'Open'}
            </button>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
