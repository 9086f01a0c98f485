import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { runCommand, useCommands, type Binding, type Bindings } from '../commands/registry.ts'
import { useEngine } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { allOffer, askExport, notedOffer, type OfferedScope } from '../exports/asked-export.ts'
import { useHost } from '../host/host-context.tsx'
import { useImportState } from '../imports/import-state.ts'
import { cancelImport, parseAgain } from '../imports/use-imports.ts'
import { useOlderLogs } from '../imports/use-older-logs.ts'
import { chooseTheme, nextChoice, themeNames, useTheme, type ThemeChoice } from '../theme/theme.ts'
import { copyLink } from './copy-link.ts'
import { useCurrentCorpus } from './current-corpus.ts'
import { useImportHere } from './import-here.ts'
import { useOpenCorpus, useOpenOwn, type CorpusView } from './open-corpus.ts'
import { useOpenPaths } from './use-open-paths.ts'
import { isNarrow } from './narrow.ts'
import { showOverlay, useNarrowSidebar, useOverlay, useWindowState, whisper } from './window-state.ts'

const choose = (choice: ThemeChoice): void => {
  chooseTheme(choice)
  whisper(`Theme: ${themeNames[choice].toLowerCase()}`)
}

const themes: Bindings = {
  'window.theme-next': { run: () => choose(nextChoice(useTheme.getState().choice)) },
  'window.theme-system': { run: () => choose('system') },
  'window.theme-light': { run: () => choose('light') },
  'window.theme-dark': { run: () => choose('dark') },
  'window.theme-contrast': { run: () => choose('contrast') }
}

/** Commands that can be given in every view. */
export const GlobalCommands = () => {
  const corpus = useCurrentCorpus()
  const navigate = useNavigate()
  const { history } = useRouter()
  const client = useEngine()
  const host = useHost()
  const importHere = useImportHere()
  const open = useOpenCorpus()
  const openOwn = useOpenOwn()
  const openPaths = useOpenPaths()
  const importing = useImportState(({ running }) => corpus !== null && running[corpus] !== undefined)
  const needsCorpus = corpus === null ? 'Open a corpus first.' : undefined
  const olderLogs = useOlderLogs(corpus)
  const busy = importing ? 'An import is running.' : undefined

  const pickLogs = (kind: 'files' | 'folder'): void =>
    void host.pickLogs(kind).then((picked) => whileBusy(importHere(picked)))
  const pickCorpus = async (kind: 'corpus' | 'new-corpus'): Promise<void> => {
    if (!host.pickCorpus) return showOverlay(kind === 'corpus' ? 'open-corpus' : 'new-corpus')
    const [file] = await host.pickCorpus(kind)
    if (file !== undefined) await open({ kind: 'file', file, create: kind === 'new-corpus' })
    return undefined
  }
  /** Where no corpus is on show, the view is that of the person's own. */
  const go = (to: CorpusView): Binding => ({
    run: () => void (corpus ? navigate({ to, params: { corpus } }) : openOwn(to))
  })
  const askFor = (offer: OfferedScope): Binding => ({
    run: () => {
      if (corpus) askExport(corpus, [offer])
    },
    disabled: needsCorpus
  })

  useCommands({
    ...themes,
    'go.start': { run: () => void navigate({ to: '/' }) },
    'go.buckets': go('/c/$corpus/buckets'),
    'go.reports': go('/c/$corpus/reports'),
    'go.imports': go('/c/$corpus/imports'),
    'go.activity': go('/c/$corpus/activity'),
    'go.back': { run: () => history.back() },
    'go.forward': { run: () => history.forward() },
    'corpus.import-folder': { run: () => pickLogs('folder'), disabled: busy },
    'corpus.import-files': { run: () => pickLogs('files'), disabled: busy },
    'corpus.cancel-import': {
      run: () => {
        if (corpus) cancelImport(client, corpus)
      },
      disabled: importing ? undefined : 'No import is running.'
    },
    'corpus.open': { run: () => void pickCorpus('corpus') },
    'corpus.new': { run: () => void pickCorpus('new-corpus') },
    'corpus.open-default': { run: () => void openOwn() },
    'corpus.open-sample': { run: () => void open({ kind: 'sample' }) },
    'corpus.export-notes': askFor(notedOffer),
    'corpus.export': askFor(allOffer),
    'corpus.parse-again': {
      run: () => {
        if (corpus) void parseAgain(client, corpus)
      },
      disabled: needsCorpus ?? busy ?? (olderLogs === 0 ? 'This version read all logs here.' : undefined)
    },
    'corpus.regroup': {
      run: () => {
        if (corpus) void navigate({ to: '/c/$corpus/regroup', params: { corpus } })
      },
      disabled: needsCorpus
    },
    'window.palette': {
      run: () => showOverlay(useOverlay.getState().overlay === 'palette' ? null : 'palette')
    },
    'window.keys': { run: () => showOverlay('keys') },
    'window.copy-link': copyLink(host.kind),
    'window.toggle-sidebar': {
      run: () => (isNarrow() ? useNarrowSidebar : useWindowState).setState(({ sidebar }) => ({ sidebar: !sidebar }))
    }
  })

  useEffect(() => {
    host.onCommand(runCommand)
    host.onOpenPaths((paths) => void openPaths(paths))
    // oxlint-disable-next-line react/exhaustive-deps
  }, [host, corpus])
  return null
}
