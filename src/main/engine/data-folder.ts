import { join } from 'node:path'
import envPaths from 'env-paths'

/** The user's own data folder: `~/.local/share/oopsdesk` on Linux, its like elsewhere. */
export const userDataFolder = (): string => envPaths('oopsdesk', { suffix: '' }).data

export const defaultCorpusFile = (folder: string): string => join(folder, 'crashes.oopsdesk')
export const sampleCorpusFile = (folder: string): string => join(folder, 'sample.oopsdesk')
export const recentFile = (folder: string): string => join(folder, 'recent.json')
/** Files that windows send on their way into a corpus. */
export const uploadFolder = (folder: string): string => join(folder, 'uploads')
/** Logs of bundles on their way into a corpus. */
export const bundleFolder = (folder: string): string => join(folder, 'bundles')
