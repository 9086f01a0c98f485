import { app, dialog, session, type BrowserWindow } from 'electron'
import { failureText } from '../../shared/model/failure.ts'
import { readRendererFiles } from '../hosts/renderer-files.ts'
import { registerScheme, serveRenderer } from './app-protocol.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { pick } from './dialogs.ts'
import { startEngineProcess, type ElectronEngine } from './engine-process.ts'
import { createLinkOpener } from './external-links.ts'
import { foldersOf } from './folders.ts'
import { guardAllContents, guardSession } from './guards.ts'
import { setMenu } from './menu.ts'
import { handOverPorts, sendCommand, sendOpenPaths } from './port.ts'
import { createWaitingPaths } from './waiting-paths.ts'
import { openWindow } from './window.ts'

let window: BrowserWindow | null = null
let engine: ElectronEngine | null = null
let quitting = false
/** Null until the engine is up. */
let openOwnWindow: (() => void) | null = null

const waitingPaths = createWaitingPaths((paths) => {
  if (window) sendOpenPaths(window, paths)
})

const giveUp = (title: string, text: string): void => {
  dialog.showErrorBox(title, text)
  app.quit()
}

/** On macOS the app goes on without a window, and what it is then asked to open needs one. */
const showWindow = (): void => {
  if (!window) {
    if (!quitting) openOwnWindow?.()
    return
  }
  if (window.isMinimized()) window.restore()
  window.focus()
}

const start = async (given: Arguments): Promise<void> => {
  const folders = foldersOf(app.getAppPath(), process.resourcesPath, app.isPackaged)
  const files = await readRendererFiles(folders.renderer)
  if (!files.ok) return giveUp('Oopsdesk cannot start', `There is no built window in ${files.failure.folder}.`)
  const started = await startEngineProcess(
    {
      version: app.getVersion(),
      corpusFile: given.corpusFile,
      dataFolder: process.env['OOPSDESK_DATA'] ?? null,
      roots: null,
      sampleFolder: folders.sample,
      readOnly: given.readOnly,
      create: true,
      remember: true
    },
    () => giveUp('Oopsdesk stopped', 'The engine died several times within a minute. What was committed is kept.')
  )
  if (!started.ok) {
    const { message, remedy } = failureText(started.failure)
    return giveUp('Oopsdesk cannot start', `${message} ${remedy}`)
  }
  const running = started.value
  engine = running
  const own = session.defaultSession
  guardSession(own)
  serveRenderer(own, files.value)
  handOverPorts({
    window: () => window,
    connect: running.connect,
    pick,
    onConnected: () => waitingPaths.setReady(true)
  })
  setMenu((command) => {
    if (window) sendCommand(window, command)
  })
  openOwnWindow = (): void => {
    const opened = openWindow({ session: own, preloadFile: folders.preloadFile })
    window = opened
    opened.on('closed', () => {
      window = null
      waitingPaths.setReady(false)
    })
  }
  showWindow()
  app.on('activate', () => {
    if (!window) showWindow()
  })
}

app.enableSandbox()
registerScheme()
guardAllContents(createLinkOpener(() => window))

const given = readArguments(process.argv, app.isPackaged, process.cwd())
waitingPaths.add(given.paths)

// The first instance gets the paths as data: Chromium reorders the second one's command line.
if (app.requestSingleInstanceLock({ paths: given.paths })) {
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const { paths } = data as { readonly paths?: unknown }
    if (Array.isArray(paths)) waitingPaths.add(paths.filter((path) => typeof path === 'string'))
    showWindow()
  })
  // macOS asks this way, and may do so before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    waitingPaths.add([path])
    showWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    quitting = true
    if (!engine) return
    // The app ends only once the engine has written what it holds.
    event.preventDefault()
    const stopping = engine
    engine = null
    void stopping.close().finally(() => app.quit())
  })
  void app.whenReady().then(() => start(given))
} else {
  app.quit()
}
