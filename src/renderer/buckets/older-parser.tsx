import type { CorpusId } from '../../shared/model/ids.ts'
import { runCommand } from '../commands/registry.ts'
import { counted } from '../components/quantities.ts'
import { useRead } from '../engine/engine.tsx'
import { useOlderLogs } from '../imports/use-older-logs.ts'
import { useRunningImport } from '../imports/use-running-import.ts'

/** Says above the list that logs here were read by an older parser than this version has. */
export const OlderParser = ({ corpus }: { readonly corpus: CorpusId }) => {
  const readOnly = useRead('corpus.describe', { corpus }).data?.readOnly ?? true
  const running = useRunningImport(corpus)
  const logs = useOlderLogs(corpus)
  if (logs === 0 || readOnly || running) return null
  return (
    <p className="older-version">
      {counted(logs, 'log')} here {logs === 1 ? 'was' : 'were'} read by an older version.
      <button
        type="button"
        className="text-button"
        title="Titles and buckets may change where this version reads a log otherwise; notes and decisions stay (i p)"
        onClick={() => runCommand('corpus.parse-again')}
      >
        Parse {logs === 1 ? 'it' : 'them'} again
      </button>
    </p>
  )
}
