import { Link } from '@tanstack/react-router'
import { FailureNotice } from '../components/failure-notice.tsx'
import { ProgressBar } from '../components/progress-bar.tsx'
import { counted } from '../components/quantities.ts'
import { SmallDialog } from '../components/small-dialog.tsx'
import { bundleSentences } from './bundle-words.ts'
import { useBundleState, type BundleState } from './import-bundle.ts'
import './exports.css'

const close = (): void => useBundleState.setState({ bundle: null })

const Body = ({ bundle: { corpus, at, cancel } }: { readonly bundle: BundleState }) => {
  switch (at.kind) {
    case 'sending':
    case 'taking':
      return (
        <>
          <p>{at.kind === 'sending' ? 'Sending the file to the engine.' : 'Taking logs, notes and decisions in.'}</p>
          <div className="dialog-acts">
            <ProgressBar
              label="Import of the bundle"
              value={at.kind === 'sending' || at.of === 0 ? null : at.done / at.of}
            />
            <button type="button" className="button" onClick={cancel}>
              Cancel
            </button>
          </div>
        </>
      )
    case 'failed':
      return (
        <>
          <FailureNotice failure={at.failure}>{null}</FailureNotice>
          <div className="dialog-acts">
            <button type="button" className="button" onClick={close}>
              Close
            </button>
          </div>
        </>
      )
    case 'done':
      return (
        <>
          <ul className="bundle-lines">
            {bundleSentences(at.summary).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {at.summary.conflicts.length > 0 && (
            <>
              <p>
                {at.summary.conflicts.length === 1
                  ? 'One text was'
                  : `${counted(at.summary.conflicts.length, 'text')} were`}{' '}
                changed both there and here. Both texts stand side by side until you choose:
              </p>
              <ul className="bundle-lines">
                {at.summary.conflicts.map(({ bucket, title }) => (
                  <li key={`${bucket ?? ''} ${title}`}>
                    {bucket ? (
                      <Link to="/c/$corpus/buckets/$bucket" params={{ corpus, bucket }} onClick={close}>
                        {title}
                      </Link>
                    ) : (
                      title
                    )}
                  </li>
                ))}
              </ul>
            </>
          )}
          <div className="dialog-acts">
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- there is nothing else to do here */}
            <button type="button" className="button button-main" autoFocus onClick={close}>
              Close
            </button>
          </div>
        </>
      )
  }
}

/** A bundle as it is taken in, and what came of it. */
export const BundleDialog = () => {
  const bundle = useBundleState((state) => state.bundle)
  if (!bundle) return null
  const ended = bundle.at.kind === 'done' || bundle.at.kind === 'failed'
  return (
    <SmallDialog
      title={bundle.at.kind === 'done' ? `Imported ${bundle.name}` : `Import ${bundle.name}`}
      onClose={() => {
        if (ended) close()
      }}
    >
      <Body bundle={bundle} />
    </SmallDialog>
  )
}
