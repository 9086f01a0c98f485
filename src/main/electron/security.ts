import type { BrowserWindowConstructorOptions, CustomScheme } from 'electron'

/** The scheme of the window's own files; a host name gives the pages an origin. */
export const scheme = 'oopsdesk'
export const appOrigin = `${scheme}://app`

/** `codeCache` keeps the compiled renderer. No `bypassCSP`, no `corsEnabled`, no service workers. */
export const schemes: readonly CustomScheme[] = [
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
]

/** Most of these are Electron's defaults; they are written down so that a change of one is seen. */
export const webPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  plugins: false,
  navigateOnDragDrop: false,
  spellcheck: false
} as const satisfies BrowserWindowConstructorOptions['webPreferences']

const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

export const isAllowedPermission = (permission: string): boolean => allowedPermissions.has(permission)

const parsed = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null)

/** Node gives no `origin` for schemes it does not know, so scheme and host are compared. */
export const isAppUrl = (url: string): boolean => {
  const { protocol, host, username, password } = parsed(url) ?? {}
  return protocol === `${scheme}:` && host === 'app' && username === '' && password === ''
}

/** What the window may load: its own files, what it made of them itself (downloads), and the developer tools. */
export const isAllowedRequest = (url: string): boolean =>
  isAppUrl(url) || url.startsWith(`blob:${appOrigin}/`) || parsed(url)?.protocol === 'devtools:'

/** What may be handed to the system's browser or mail program, after a person agreed. */
export const isExternalUrl = (url: string): boolean => {
  const protocol = parsed(url)?.protocol
  return protocol === 'https:' || protocol === 'mailto:'
}

/** What leads to the web, safely or not. */
export const isWebUrl = (url: string): boolean => ['https:', 'http:'].includes(parsed(url)?.protocol ?? '')
