import type { ReactNode } from 'react'

/** A page that says one thing. */
export const PlainPage = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className="plain-page">
    <h1>{title}</h1>
    {children}
  </div>
)

/** The host does not know this window: its session ended, or the link was opened in another browser. */
export const RefusedPage = () => (
  <PlainPage title="This window is not signed in">
    <p>
      Open the link that <code>oopsdesk serve</code> printed again, in this browser. If its program has ended, start it
      and open the new link.
    </p>
  </PlainPage>
)

export const MissingPage = () => (
  <PlainPage title="There is no such view">
    <p>The link names no corpus, bucket or report. Check that it was copied whole.</p>
    <a className="button" href="/">
      Go to the start page
    </a>
  </PlainPage>
)

/** A bug in the window or the engine. */
export const BrokenPage = ({ error }: { readonly error: Error }) => (
  <PlainPage title="Oopsdesk made a mistake">
    <p>{error.message}</p>
    <p>Reload the window. If it comes back, report it with the text above.</p>
    <button type="button" className="button" onClick={() => location.reload()}>
      Reload
    </button>
  </PlainPage>
)
