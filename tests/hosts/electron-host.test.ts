import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { contentSecurityPolicy } from '../../src/main/hosts/security-headers.ts'
import { channels } from '../../src/shared/protocol/bridge-channels.ts'
import { commandIds } from '../../src/shared/commands/commands.ts'
import { createElectronDouble, FrameDouble } from './electron-double.ts'

const double = createElectronDouble()
vi.mock('electron', () => double.electron)

const { electron, steps, windows, children, handlers } = double
let folder: string

const theWindow = () => {
  const window = windows.at(-1)
  if (!window) throw new Error('no window was opened')
  return window
}
const theChild = () => {
  const child = children.at(-1)
  if (!child) throw new Error('no engine was started')
  return child
}

const cancelled = (url: string): boolean => {
  let cancel = false
  handlers.request?.({ url }, (answer) => {
    cancel = answer.cancel
  })
  return cancel
}
const askForPort = (event: object): boolean => electron.ipcMain.emit(channels.connect, event)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oopsdesk-electron-'))
  await mkdir(join(folder, 'out', 'renderer', 'assets'), { recursive: true })
  await writeFile(join(folder, 'out', 'renderer', 'index.html'), '<title>Oopsdesk</title>')
  await writeFile(join(folder, 'out', 'renderer', 'assets', 'main-1.js'), 'main')
  electron.app.getAppPath = () => folder
  await import('../../src/main/electron/main.ts')
  expect(windows).toHaveLength(0)
  double.setReady()
  await vi.waitUntil(() => children.length === 1)
  theChild().emit('message', { kind: 'ready' })
  await vi.waitUntil(() => windows.length === 1)
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  vi.clearAllMocks()
})

describe('Electron security checklist', () => {
  it('1: cancels every request that leaves the app', () => {
    for (const url of [
      'oopsdesk://app/',
      'oopsdesk://app/assets/a.js',
      'devtools://devtools/x',
      'blob:oopsdesk://app/1'
    ]) {
      expect(cancelled(url)).toBe(false)
    }
    for (const url of [
      'https://example.org/',
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      'oopsdesk://evil/',
      'oopsdesk://app.evil/',
      'oopsdesk://user@app/',
      'blob:https://example.org/1',
      'data:text/html,x',
      'not a url'
    ]) {
      expect(cancelled(url)).toBe(true)
    }
  })

  it('2, 3, 4, 6, 8, 9, 10, 11: the window is isolated, sandboxed and has no Node', () => {
    const { webPreferences } = theWindow().options
    expect(webPreferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false
    })
    expect(webPreferences).not.toHaveProperty('enableBlinkFeatures')
    expect(webPreferences.preload).toBe(join(folder, 'out', 'preload', 'preload.cjs'))
  })

  it('4, 18: sandbox and scheme are set before anything is shown', () => {
    expect(steps.slice(0, 2).sort()).toEqual(['sandbox', 'scheme'])
    expect(theWindow().loaded).toEqual(['oopsdesk://app/'])
  })

  it('5: no permission but writing to the clipboard', () => {
    const asked = (permission: string): boolean[] => {
      const answers = [handlers.permissionCheck?.(null, permission) ?? true]
      handlers.permissionRequest?.(null, permission, (yes) => answers.push(yes))
      return answers
    }
    expect(asked('clipboard-sanitized-write')).toEqual([true, true])
    for (const permission of [
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'fileSystem'
    ]) {
      expect(asked(permission)).toEqual([false, false])
    }
    expect(handlers.device?.()).toBe(false)
  })

  it('7, 18: files come from the list that was read at the start, under the content security policy', async () => {
    expect(handlers.protocol?.scheme).toBe('oopsdesk')
    const get = (url: string, method = 'GET'): Response =>
      handlers.protocol?.answer({ url, method } as Request) ?? Response.error()
    for (const url of ['oopsdesk://app/', 'oopsdesk://app/c/1/buckets?text=x']) {
      expect(await get(url).text()).toBe('<title>Oopsdesk</title>')
    }
    const asset = get('oopsdesk://app/assets/main-1.js')
    expect(asset.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
    expect(asset.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy)
    for (const url of [
      'oopsdesk://app/../package.json',
      'oopsdesk://app/%2e%2e/package.json',
      'oopsdesk://evil/index.html',
      'oopsdesk://app/out/renderer/index.html'
    ]) {
      expect(get(url).status).toBe(404)
      expect(get(url).headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy)
    }
    expect(get('oopsdesk://app/', 'POST').status).toBe(405)
  })

  it('12, 13: refuses webviews and navigation away', () => {
    const { webContents } = theWindow()
    const prevented = (kind: string, url: string): boolean => {
      const event = { url, preventDefault: vi.fn<() => void>() }
      webContents.emit(kind, event)
      return event.preventDefault.mock.calls.length > 0
    }
    expect(prevented('will-attach-webview', 'oopsdesk://app/')).toBe(true)
    for (const kind of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(prevented(kind, 'oopsdesk://app/c/1/buckets')).toBe(false)
      for (const url of ['https://example.org/', 'file:///etc/passwd', 'oopsdesk://evil/', 'javascript:alert(1)', '']) {
        expect(prevented(kind, url)).toBe(true)
      }
    }
  })

  it('14, 15: opens no window, and links outside only after a person agreed', async () => {
    const { openHandler } = theWindow().webContents
    const open = (url: string): unknown => openHandler?.({ url })
    const { showMessageBox } = electron.dialog
    const { openExternal } = electron.shell

    expect(open('file:///etc/passwd')).toEqual({ action: 'deny' })
    for (const url of ['javascript:alert(1)', 'oopsdesk://app/', 'ssh://host', 'nonsense']) open(url)
    expect(showMessageBox).not.toHaveBeenCalled()

    expect(open('https://lore.kernel.org/all/')).toEqual({ action: 'deny' })
    await expect.poll(() => showMessageBox.mock.settledResults.length).toBe(1)
    expect(showMessageBox.mock.calls[0]?.[1]).toMatchObject({
      detail: 'https://lore.kernel.org/all/',
      defaultId: 0,
      cancelId: 0
    })
    expect(openExternal).not.toHaveBeenCalled()

    showMessageBox.mockResolvedValueOnce({ response: 1 })
    open('https://lore.kernel.org/all/')
    await expect.poll(() => openExternal.mock.calls).toEqual([['https://lore.kernel.org/all/']])
  })

  it('15: an http link is not opened, but can be copied', async () => {
    const { openHandler } = theWindow().webContents
    const { showMessageBox } = electron.dialog
    const opened = electron.shell.openExternal.mock.calls.length
    showMessageBox.mockResolvedValueOnce({ response: 1 })
    openHandler?.({ url: 'http://tracker.example.org/1' })
    await expect.poll(() => electron.clipboard.writeText.mock.calls).toEqual([['http://tracker.example.org/1']])
    expect(showMessageBox.mock.lastCall?.[1]).toMatchObject({ detail: 'http://tracker.example.org/1', cancelId: 0 })
    expect(electron.shell.openExternal.mock.calls).toHaveLength(opened)
  })

  it('15: a question that came to no answer does not stand in the way of the next, and a failure is said', async () => {
    const { openHandler } = theWindow().webContents
    const { showErrorBox, showMessageBox } = electron.dialog
    showMessageBox.mockRejectedValueOnce(new Error('the window is closed'))
    openHandler?.({ url: 'https://lore.kernel.org/a' })
    await expect.poll(() => showMessageBox.mock.settledResults.at(-1)?.type).toBe('rejected')
    showMessageBox.mockResolvedValueOnce({ response: 1 })
    electron.shell.openExternal.mockRejectedValueOnce(new Error('no program'))
    openHandler?.({ url: 'https://lore.kernel.org/b' })
    await expect.poll(() => showErrorBox.mock.calls.at(-1)).toEqual([expect.any(String), 'https://lore.kernel.org/b'])
  })

  it('17: hands a port only to the top frame of the own page', async () => {
    const { webContents } = theWindow()
    const { mainFrame } = webContents
    const stranger = new FrameDouble()
    askForPort({ sender: webContents, senderFrame: stranger })
    askForPort({ sender: webContents, senderFrame: null })
    askForPort({ sender: {}, senderFrame: mainFrame })
    mainFrame.url = 'https://example.org/'
    askForPort({ sender: webContents, senderFrame: mainFrame })
    mainFrame.url = 'oopsdesk://evil/'
    askForPort({ sender: webContents, senderFrame: mainFrame })
    mainFrame.url = 'oopsdesk://app/c/1/buckets'
    askForPort({ sender: webContents, senderFrame: mainFrame })
    await expect.poll(() => mainFrame.postMessage.mock.calls.length).toBe(1)
    expect(stranger.postMessage).not.toHaveBeenCalled()
    const [channel, , ports] = mainFrame.postMessage.mock.calls[0] ?? []
    expect(channel).toBe(channels.port)
    // One channel was made: one end went to the engine, the other to the page.
    expect(theChild().messages).toEqual([
      { message: { kind: 'connect' }, ports: [expect.objectContaining({ name: 'engine 1' })] }
    ])
    expect(ports).toEqual([expect.objectContaining({ name: 'window 1' })])
  })

  it('17: shows dialogs only for the own page, and only those it knows', async () => {
    const { webContents } = theWindow()
    const pick = electron.ipcMain.handled.get(channels.pick)
    const own = { sender: webContents, senderFrame: webContents.mainFrame }
    expect(await pick?.({ ...own, senderFrame: new FrameDouble() }, 'files')).toEqual([])
    for (const kind of ['anything', '__proto__', null, {}]) expect(await pick?.(own, kind)).toEqual([])
    expect(electron.dialog.showOpenDialog).not.toHaveBeenCalled()
    expect(await pick?.(own, 'folder')).toEqual(['/logs'])
    expect(await pick?.(own, 'new-corpus')).toEqual([])
  })

  it('20: listens to nothing else', () => {
    expect(electron.ipcMain.eventNames()).toEqual([channels.connect])
    expect([...electron.ipcMain.handled.keys()]).toEqual([channels.pick])
  })
})

describe('the app', () => {
  it('starts the engine in a process of its own', () => {
    const { file, args, options } = children[0] ?? theChild()
    expect(file).toMatch(/engine[/\\](entry\.ts|engine\.js)$|engine\.js$/)
    expect(options.serviceName).toBe('Oopsdesk engine')
    expect(JSON.parse(args[0] ?? '')).toMatchObject({ version: '1.2.3', roots: null, readOnly: false })
  })

  it('gives paths of a second instance to the window that is there', () => {
    const { webContents, focus, restore } = theWindow()
    electron.app.emit('second-instance', {}, [], '', { paths: ['/logs/a.log', 7] })
    expect(webContents.send.mock.calls).toEqual([[channels.openPaths, ['/logs/a.log']]])
    expect(restore).toHaveBeenCalledOnce()
    expect(focus).toHaveBeenCalledOnce()
    const event = { preventDefault: vi.fn<() => void>() }
    electron.app.emit('open-file', event, '/logs/b.oopsdesk')
    expect(event.preventDefault).toHaveBeenCalledOnce()
    expect(webContents.send).toHaveBeenLastCalledWith(channels.openPaths, ['/logs/b.oopsdesk'])
  })

  it('loads a page whose process died again, three times a minute', () => {
    const { webContents } = theWindow()
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit' })
    for (let deaths = 0; deaths < 5; deaths += 1) webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect(webContents.reload).toHaveBeenCalledTimes(3)
  })

  it('starts a dead engine again, and windows that ask meanwhile wait for it', async () => {
    const { webContents } = theWindow()
    theChild().emit('exit', 139)
    askForPort({ sender: webContents, senderFrame: webContents.mainFrame })
    await expect.poll(() => children.length).toBe(2)
    expect(webContents.mainFrame.postMessage).not.toHaveBeenCalled()
    theChild().emit('message', { kind: 'ready' })
    await expect.poll(() => webContents.mainFrame.postMessage.mock.calls.length).toBe(1)
    expect(theChild().messages).toHaveLength(1)
  })

  it('opens a window for what is to be opened when there is none, as on macOS', () => {
    const before = windows.length
    windows.at(-1)?.emit('closed')
    electron.app.emit('open-file', { preventDefault: () => undefined }, '/logs/c.oopsdesk')
    expect(windows).toHaveLength(before + 1)
    // It has not asked for the engine yet; the path waits until it does.
    expect(windows.at(-1)?.webContents.send).not.toHaveBeenCalled()
  })

  it('ends only once the engine has closed', async () => {
    const event = { preventDefault: vi.fn<() => void>() }
    electron.app.emit('will-quit', event)
    expect(event.preventDefault).toHaveBeenCalledOnce()
    await expect.poll(() => electron.app.quit.mock.calls.length).toBe(1)
    expect(theChild().messages.at(-1)?.message).toEqual({ kind: 'close' })
    const again = { preventDefault: vi.fn<() => void>() }
    electron.app.emit('will-quit', again)
    expect(again.preventDefault).not.toHaveBeenCalled()
    // It was told to end, so it is not started again.
    expect(children).toHaveLength(2)
  })
})

describe('the menu', () => {
  type Item = {
    readonly id?: string
    readonly label?: string
    readonly accelerator?: string
    readonly registerAccelerator?: boolean
    readonly click?: () => void
    readonly submenu?: readonly Item[]
  }
  const template = async (
    platform: NodeJS.Platform,
    run: (id: string) => void = () => undefined
  ): Promise<readonly Item[]> => {
    const { menuTemplate } = await import('../../src/main/electron/menu.ts')
    return menuTemplate(run, platform) as unknown as readonly Item[]
  }
  const commandItems = (items: readonly Item[]): readonly Item[] =>
    items.flatMap(({ submenu }) => submenu ?? []).filter(({ id }) => id !== undefined)

  it.each(['linux', 'darwin', 'win32'] as const)('has every command once on %s', async (platform) => {
    const ids = commandItems(await template(platform)).map(({ id }) => id)
    expect(ids).toHaveLength(commandIds.length)
    expect(new Set(ids)).toEqual(new Set(commandIds))
  })

  it('sends the command that is chosen', async () => {
    const run = vi.fn<(id: string) => void>()
    for (const item of commandItems(await template('linux', run))) item.click?.()
    expect(run.mock.calls.map(([id]) => id).toSorted()).toEqual(commandIds.toSorted())
  })

  it('shows keys but leaves them to the window', async () => {
    const items = commandItems(await template('linux'))
    for (const { accelerator, registerAccelerator } of items) {
      if (accelerator !== undefined) expect(registerAccelerator).toBe(false)
    }
    const shown = Object.fromEntries(items.map(({ id, accelerator }) => [id, accelerator]))
    expect(shown['window.palette']).toBe('CommandOrControl+K')
    expect(shown['go.back']).toBe('Alt+Left')
    expect(shown['go.buckets']).toBeUndefined()
    expect(shown['note.write']).toBeUndefined()
  })
})
