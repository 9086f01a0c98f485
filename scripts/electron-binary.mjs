import { existsSync, readFileSync } from 'node:fs'
import { at, ownNode } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const binary = () => {
  const name = at('node_modules', 'electron', 'path.txt')
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) return process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (!existsSync(name)) return null
  const file = at('node_modules', 'electron', 'dist', readFileSync(name, 'utf8').trim())
  return existsSync(file) ? file : null
}

const hasDesktop = () =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY'])

/** Path of Electron's binary, fetched at the first start; or a reason, in words, why the browser host must do. */
export const ensureElectron = async () => {
  if (!hasDesktop()) return { file: null, reason: 'there is no desktop here' }
  if (!binary()) {
    say('fetching Electron, once')
    await run(ownNode, [at('node_modules', 'electron', 'install.js')], { stdio: 'ignore' })
  }
  const file = binary()
  return file ? { file, reason: '' } : { file: null, reason: "Electron's binary could not be fetched" }
}

export const presentElectron = binary
