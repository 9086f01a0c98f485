import { join } from 'node:path'

export type Folders = {
  readonly renderer: string
  readonly preloadFile: string
  /** Logs of the sample corpus. */
  readonly sample: string
}

/** `appFolder` is the checkout or `app.asar`; resources stand beside the archive, where any process can read them. */
export const foldersOf = (appFolder: string, resourcesFolder: string, isPackaged: boolean): Folders => ({
  renderer: join(appFolder, 'out', 'renderer'),
  preloadFile: join(appFolder, 'out', 'preload', 'preload.cjs'),
  sample: join(isPackaged ? resourcesFolder : appFolder, 'resources', 'samples')
})
