import { app, type Session, type WebContents } from 'electron'
import { isAllowedPermission, isAllowedRequest, isAppUrl } from './security.ts'

/** Denies every permission but writing text to the clipboard, and every request that leaves the app. */
export const guardSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowedPermission(permission)))
  session.setPermissionCheckHandler((_contents, permission) => isAllowedPermission(permission))
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isAllowedRequest(request.url) }))
}

const guardContents = (contents: WebContents, openExternal: (url: string) => void): void => {
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  // A link of a note asks for a window; it gets none, and the person is asked about the link.
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url)
    return { action: 'deny' }
  })
}

/** Holds for every page that Electron ever makes, the developer tools included. */
export const guardAllContents = (openExternal: (url: string) => void): void => {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openExternal))
}
