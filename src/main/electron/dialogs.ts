import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { PickKind } from '../../shared/protocol/bridge.ts'

const corpusFilters = [
  { name: 'Oopsdesk corpus', extensions: ['oopsdesk'] },
  { name: 'All files', extensions: ['*'] }
]

const openOptions: Readonly<Record<Exclude<PickKind, 'new-corpus'>, OpenDialogOptions>> = {
  files: { title: 'Import files', buttonLabel: 'Import', properties: ['openFile', 'multiSelections'] },
  folder: { title: 'Import a folder', buttonLabel: 'Import', properties: ['openDirectory', 'multiSelections'] },
  corpus: { title: 'Open a corpus', properties: ['openFile'], filters: corpusFilters }
}

/** Paths that a person chose; empty when they closed the dialog. */
export const pick = async (window: BrowserWindow, kind: PickKind): Promise<readonly string[]> => {
  if (kind === 'new-corpus') {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: 'New corpus',
      defaultPath: 'crashes.oopsdesk',
      filters: corpusFilters
    })
    return canceled || filePath === '' ? [] : [filePath]
  }
  const { canceled, filePaths } = await dialog.showOpenDialog(window, openOptions[kind])
  return canceled ? [] : filePaths
}
