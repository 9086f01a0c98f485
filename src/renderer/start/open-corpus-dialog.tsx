import { useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { Failure } from '../../shared/model/failure.ts'
import { showOverlay, useOverlay } from '../app/window-state.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { useEngine, useRead } from '../engine/engine.tsx'
import { allowedFolders } from './allowed-folders.ts'
import '../palette/palette.css'

const Allowed = ({ folders }: { readonly folders: readonly string[] }) => (
  <p className="dialog-help">
    {folders.length > 0 && (
      <>
        It must be below <code>{folders.join(' or ')}</code>.{' '}
      </>
    )}
    Start the server with <code className="dialog-option">--root FOLDER</code>, or{' '}
    <code className="dialog-option">--corpus FILE</code>, to open others.
  </p>
)

/** Stays with what was typed until the corpus is open. */
const PathForm = ({ create }: { readonly create: boolean }) => {
  const client = useEngine()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const engine = useRead('engine.describe', {}).data
  const recent = useRead('corpora.recent', {}).data
  const [file, setFile] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const folders = engine ? allowedFolders(engine, recent ?? []) : null

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (file.trim() === '' || busy) return
    setBusy(true)
    setFailure(null)
    const opened = await client.call('corpora.open', { kind: 'file', file: file.trim(), create })
    setBusy(false)
    if (!opened.ok) return setFailure(opened.failure)
    showOverlay(null)
    await queries.invalidateQueries({ queryKey: ['corpora.recent'] })
    await navigate({ to: '/c/$corpus/buckets', params: { corpus: opened.value.corpus } })
  }

  return (
    <>
      <p>
        {create
          ? 'The path of the new file, on the machine where Oopsdesk runs.'
          : 'The path of its file, on the machine where Oopsdesk runs.'}
      </p>
      <form onSubmit={(event) => void submit(event)}>
        <input
          // A dialog that asks one thing is opened to answer it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          aria-label={create ? 'Path of the new corpus' : 'Path of the corpus'}
          aria-invalid={failure !== null}
          placeholder={`${folders?.[0] ?? '/home/you'}/crashes.oopsdesk`}
          spellCheck={false}
          value={file}
          onChange={(event) => setFile(event.target.value)}
        />
        <button type="submit" className="button button-main" aria-disabled={busy}>
          {create ? 'Create' : 'Open'}
        </button>
      </form>
      {folders && <Allowed folders={folders} />}
      {failure && <FailureNotice failure={failure} />}
    </>
  )
}

/** Asks for a corpus by its path on the engine's machine, for a browser cannot. */
export const OpenCorpusDialog = () => {
  const overlay = useOverlay((state) => state.overlay)
  const create = overlay === 'new-corpus'
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
          <PathForm create={create} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
