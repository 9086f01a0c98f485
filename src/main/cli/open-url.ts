import { spawn } from 'node:child_process'

const opener = (): readonly [string, readonly string[]] | null => {
  if (process.platform === 'darwin') return ['open', []]
  if (process.platform === 'win32') return ['cmd', ['/c', 'start', '']]
  return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? ['xdg-open', []] : null
}

/** Opens the person's browser where there is a desktop; the printed URL is there for everyone else. */
export const openUrl = (url: string): void => {
  const command = opener()
  if (!command) return
  const [program, args] = command
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
