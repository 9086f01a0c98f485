import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import type { CorpusId } from '../../shared/model/ids.ts'
import { CommandButton } from '../components/command-button.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { CallFailed } from '../engine/call-failed.ts'
import { useEngine } from '../engine/engine.tsx'
import { ensureOpen } from '../engine/open-corpora.ts'
import { useWatchCorpus } from '../engine/watch-corpus.ts'
import { useFollowImport } from '../imports/use-imports.ts'

const Opened = ({ corpus }: { readonly corpus: CorpusId }) => {
  useWatchCorpus(corpus)
  useFollowImport(corpus)
  return <Outlet />
}

/** What all views of a corpus stand in: it is opened first, for a link may come from elsewhere. */
export const CorpusScope = ({ corpus }: { readonly corpus: CorpusId }) => {
  const client = useEngine()
  const open = useQuery<boolean, CallFailed>({
    queryKey: ['open', corpus],
    queryFn: async () => {
      const result = await ensureOpen(client, corpus)
      if (!result.ok) throw new CallFailed(result.failure)
      return true
    }
  })
  if (open.isError) {
    return (
      <div className="view">
        <FailureNotice failure={open.error.failure}>
          <button type="button" className="button" onClick={() => void open.refetch()}>
            Try again
          </button>
          <CommandButton id="go.start">Go to the start page</CommandButton>
        </FailureNotice>
      </div>
    )
  }
  return open.data ? <Opened key={corpus} corpus={corpus} /> : null
}
