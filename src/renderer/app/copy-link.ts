import type { Binding } from '../commands/registry.ts'
import type { Host } from '../host/host.ts'
import { copyText } from './copy-text.ts'

/** The address of a view in Electron is the window's own; no other program can follow it. */
export const copyLink = (host: Host['kind']): Binding => ({
  run: () => void copyText(location.href, 'Link copied'),
  disabled: host === 'electron' ? 'Links to views work in the browser host.' : undefined
})
