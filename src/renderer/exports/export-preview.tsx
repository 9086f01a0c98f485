import { useState } from 'react'
import type { OutputOf } from '../../shared/protocol/methods.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { counted } from '../components/quantities.ts'
import type { CallFailed } from '../engine/engine.tsx'
import type { FormatChoice } from './export-choices.ts'

type Previewed = {
  readonly data: OutputOf<'exports.preview'> | undefined
  readonly error: CallFailed | null
  readonly isStale: boolean
}

const BundleWords = ({ data }: { readonly data: OutputOf<'exports.preview'> | undefined }) => (
  <div className="export-words">
    {data && (
      <p>
        {counted(data.buckets, 'bucket')} with {counted(data.reports, 'report')}.
      </p>
    )}
    <p>
      One compressed file with the logs of these reports as they were imported, whole: also the lines that no report is
      made of, with the host names, users and paths that stand in them.
    </p>
    <p>
      With them go the notes, annotations, statuses and decisions, each with its author and time. It holds what was
      undone too, so that it stays undone.
    </p>
    <p>
      A colleague drops it on a window of Oopsdesk. What is there already is not doubled; a note that both changed is
      shown with both texts.
    </p>
  </div>
)

/** The beginning of what would be written. HTML is shown as a page that can run and load nothing, or as its text. */
export const ExportPreview = ({ preview, format }: { readonly preview: Previewed; readonly format: FormatChoice }) => {
  const [asPage, setAsPage] = useState(true)
  const { data, error, isStale } = preview
  const page = format === 'html' && asPage
  return (
    <section className="export-preview" aria-label="Preview">
      <div className="export-preview-head">
        <h3>{format === 'bundle' ? 'What is in it' : 'Preview'}</h3>
        {format === 'html' && (
          <fieldset className="export-switch" aria-label="Preview as">
            <button type="button" aria-pressed={asPage} onClick={() => setAsPage(true)}>
              Page
            </button>
            <button type="button" aria-pressed={!asPage} onClick={() => setAsPage(false)}>
              Text
            </button>
          </fieldset>
        )}
        {data && !error && format !== 'bundle' && (
          <output className="export-extent">
            {counted(data.buckets, 'bucket')}
            {data.whole ? '' : '; only the beginning is shown'}
          </output>
        )}
      </div>
      {error ? (
        <FailureNotice failure={error.failure}>{null}</FailureNotice>
      ) : format === 'bundle' ? (
        <BundleWords data={data} />
      ) : page && data === undefined ? (
        <div className="export-page" aria-busy="true" />
      ) : page ? (
        <iframe
          // A frame whose text is replaced while it loads may stay blank in Chromium: another text, another frame.
          key={data?.text}
          className="export-page"
          title="Preview of the page"
          // Nothing is allowed: no script, no form, no way out.
          sandbox=""
          srcDoc={data?.text ?? ''}
        />
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        <pre className="export-text" tabIndex={0} aria-label="Beginning of the file" aria-busy={isStale}>
          {data?.text ?? ''}
        </pre>
      )}
    </section>
  )
}
