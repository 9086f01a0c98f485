import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { FolderInput, X } from 'lucide-react'
import type { RecentCorpus } from '../../shared/model/corpus.ts'
import { usePageTitle } from '../app/page-title.ts'
import { CommandButton } from '../components/command-button.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { bytes, counted } from '../components/quantities.ts'
import { TimeAgo } from '../components/time-ago.tsx'
import { useEngine, useRead } from '../engine/engine.tsx'
import { useHost } from '../host/host-context.tsx'
import { pathParts } from './path-parts.ts'
import './start.css'

const Recent = ({ recent }: { readonly recent: RecentCorpus }) => {
  const client = useEngine()
  const queries = useQueryClient()
  const { corpus, name, file, present } = recent
  const { above, last } = pathParts(file)
  const forget = async (): Promise<void> => {
    await client.call('corpora.forget', { corpus })
    await queries.invalidateQueries({ queryKey: ['corpora.recent'] })
  }
  return (
    <li className="recent" data-missing={!present || undefined}>
      <div className="recent-name">
        {present ? (
          <Link to="/c/$corpus/buckets" params={{ corpus }}>
            {name}
          </Link>
        ) : (
          <span>{name}</span>
        )}
        <span className="recent-file" title={file}>
          <span className="recent-above">{above}</span>
          <span className="recent-last">{last}</span>
          {!present && <span className="recent-gone"> is not there any more</span>}
        </span>
      </div>
      <span>{counted(recent.buckets, 'bucket')}</span>
      <span title="Size of the corpus file">{bytes(recent.fileBytes)}</span>
      <TimeAgo time={recent.opened} what="Opened" />
      <button type="button" className="recent-forget" title="Forget; the file stays" onClick={() => void forget()}>
        <X size={14} aria-hidden />
        <span className="visually-hidden">Forget {name}</span>
      </button>
    </li>
  )
}

/** Where a window begins. */
export const StartPage = () => {
  usePageTitle('Start')
  const host = useHost()
  const recent = useRead('corpora.recent', {})
  return (
    <div className="start">
      <div className="start-inner">
        <h1>Oopsdesk</h1>
        <p className="start-lead">Read, compare and keep kernel crashes.</p>
        <div className="start-drop">
          <FolderInput size={28} strokeWidth={1.5} aria-hidden />
          <p>Drop a folder of kernel logs anywhere on this window.</p>
          <div className="start-acts">
            <CommandButton id="corpus.import-folder" look="main" showKey>
              Import a folder
            </CommandButton>
            <CommandButton id="corpus.import-files">Import files</CommandButton>
          </div>
        </div>
        <div className="start-ways">
          <CommandButton id="corpus.open-default" showKey>
            Open your corpus
          </CommandButton>
          <CommandButton id="corpus.open-sample" showKey>
            Open the sample corpus
          </CommandButton>
          <CommandButton id="corpus.open" showKey={host.kind === 'electron'}>
            Open another
          </CommandButton>
          <CommandButton id="corpus.new">New corpus</CommandButton>
        </div>
        <section aria-labelledby="recent-title">
          <h2 id="recent-title">Recent corpora</h2>
          {recent.isError && <FailureNotice failure={recent.error.failure} />}
          {recent.data?.length === 0 && (
            <p className="start-none">None yet. The sample corpus shows what one looks like.</p>
          )}
          <ul className="recents">
            {recent.data?.map((one) => (
              <Recent key={one.corpus} recent={one} />
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
}
