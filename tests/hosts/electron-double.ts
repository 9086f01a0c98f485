import { EventEmitter } from 'node:events'
import { vi } from 'vitest'

/** The page's top frame; `url` may be changed to play a page that went elsewhere. */
export class FrameDouble {
  url = 'oopsdesk://app/'
  readonly postMessage = vi.fn<(channel: string, message: unknown, ports: unknown[]) => void>()
}

export class ContentsDouble extends EventEmitter {
  mainFrame = new FrameDouble()
  openHandler: ((details: { url: string }) => { action: string }) | null = null
  readonly send = vi.fn<(channel: string, ...values: unknown[]) => void>()
  readonly reload = vi.fn<() => void>()
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler
  }
}

type WindowOptions = { readonly webPreferences: Readonly<Record<string, unknown>> }

/** What the host did with Electron, in the order it was done where that matters (`steps`). */
export const createElectronDouble = () => {
  const steps: string[] = []
  const windows: WindowDouble[] = []
  const children: ChildDouble[] = []

  class WindowDouble extends EventEmitter {
    readonly options: WindowOptions
    readonly webContents = new ContentsDouble()
    readonly loaded: string[] = []
    readonly show = vi.fn<() => void>()
    readonly focus = vi.fn<() => void>()
    readonly restore = vi.fn<() => void>()
    constructor(options: WindowOptions) {
      super()
      this.options = options
      windows.push(this)
      steps.push('window')
      app.emit('web-contents-created', {}, this.webContents)
    }
    loadURL(url: string): Promise<void> {
      this.loaded.push(url)
      return Promise.resolve()
    }
    isDestroyed(): boolean {
      return false
    }
    isMinimized(): boolean {
      return true
    }
  }

  class ChildDouble extends EventEmitter {
    readonly messages: { readonly message: unknown; readonly ports: unknown[] }[] = []
    readonly kill = vi.fn<() => void>()
    readonly file: string
    readonly args: string[]
    readonly options: Readonly<Record<string, unknown>>
    constructor(file: string, args: string[], options: Readonly<Record<string, unknown>>) {
      super()
      this.file = file
      this.args = args
      this.options = options
      children.push(this)
      steps.push('engine')
    }
    postMessage(message: unknown, ports: unknown[] = []): void {
      this.messages.push({ message, ports })
      if ((message as { kind: string }).kind === 'close') this.emit('exit', 0)
    }
  }

  const ready = Promise.withResolvers<void>()
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    enableSandbox: () => void steps.push('sandbox'),
    requestSingleInstanceLock: vi.fn<(data: unknown) => boolean>(() => true),
    whenReady: () => ready.promise,
    getAppPath: (): string => '',
    getVersion: () => '1.2.3',
    quit: vi.fn<() => void>()
  })

  const handlers = {
    permissionRequest: null as ((contents: null, permission: string, answer: (yes: boolean) => void) => void) | null,
    permissionCheck: null as ((contents: null, permission: string) => boolean) | null,
    device: null as (() => boolean) | null,
    request: null as ((details: { url: string }, answer: (r: { cancel: boolean }) => void) => void) | null,
    protocol: null as { scheme: string; answer: (request: Request) => Response } | null
  }
  const defaultSession = {
    setPermissionRequestHandler: (handler: typeof handlers.permissionRequest) => (handlers.permissionRequest = handler),
    setPermissionCheckHandler: (handler: typeof handlers.permissionCheck) => (handlers.permissionCheck = handler),
    setDevicePermissionHandler: (handler: typeof handlers.device) => (handlers.device = handler),
    webRequest: { onBeforeRequest: (handler: typeof handlers.request) => (handlers.request = handler) },
    protocol: {
      handle: (scheme: string, answer: (request: Request) => Response) => (handlers.protocol = { scheme, answer })
    }
  }
  const ipcMain = Object.assign(new EventEmitter(), {
    handled: new Map<string, (event: unknown, value: unknown) => Promise<unknown>>(),
    handle(channel: string, answer: (event: unknown, value: unknown) => Promise<unknown>): void {
      this.handled.set(channel, answer)
    }
  })
  let ports = 0
  class MessageChannelMain {
    readonly port1 = { name: `engine ${++ports}`, close: vi.fn<() => void>() }
    readonly port2 = { name: `window ${ports}`, close: vi.fn<() => void>() }
  }

  const electron = {
    app,
    ipcMain,
    MessageChannelMain,
    BrowserWindow: WindowDouble,
    session: { defaultSession },
    protocol: {
      registerSchemesAsPrivileged: vi.fn<(schemes: unknown) => void>(() => void steps.push('scheme'))
    },
    utilityProcess: {
      fork: (file: string, args: string[], options: Readonly<Record<string, unknown>>) =>
        new ChildDouble(file, args, options)
    },
    dialog: {
      showErrorBox: vi.fn<(title: string, text: string) => void>(),
      showMessageBox: vi.fn<(parent: unknown, options: { detail: string }) => Promise<{ response: number }>>(() =>
        Promise.resolve({ response: 0 })
      ),
      showOpenDialog: vi.fn<(parent: unknown, options: unknown) => Promise<{ canceled: boolean; filePaths: string[] }>>(
        () => Promise.resolve({ canceled: false, filePaths: ['/logs'] })
      ),
      showSaveDialog: vi.fn<(parent: unknown, options: unknown) => Promise<{ canceled: boolean; filePath: string }>>(
        () => Promise.resolve({ canceled: true, filePath: '' })
      )
    },
    clipboard: { writeText: vi.fn<(text: string) => Promise<void>>(() => Promise.resolve()) },
    shell: { openExternal: vi.fn<(url: string) => Promise<void>>(() => Promise.resolve()) },
    Menu: {
      buildFromTemplate: vi.fn<(template: unknown) => unknown>((template) => template),
      setApplicationMenu: vi.fn<(menu: unknown) => void>()
    }
  }
  return { electron, steps, windows, children, handlers, setReady: () => ready.resolve() }
}
export type ElectronDouble = ReturnType<typeof createElectronDouble>
