import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { at, ownNode } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const usual = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
]

const inPath = () =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file))

const fromPlaywright = async () => {
  const { chromium } = await import('playwright-core')
  const file = chromium.executablePath()
  return file && existsSync(file) ? file : undefined
}

const present = async () =>
  process.env['OOPSDESK_CHROMIUM'] ?? inPath() ?? usual.find((file) => existsSync(file)) ?? (await fromPlaywright())

const isDebian = () => existsSync('/etc/debian_version') || /ID(_LIKE)?=.*debian/.test(read('/etc/os-release'))
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/**
 * Path of a Chromium for the end-to-end tests: one that is there, else Playwright's own, else Debian's package where
 * that may be installed. Null, with a reason on stderr, when there is none.
 */
export const ensureBrowser = async () => {
  const found = await present()
  if (found) return found
  say('no Chromium found; asking Playwright for one')
  await run(ownNode, [at('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], { stdio: 'ignore' })
  const fetched = await present()
  if (fetched) return fetched
  if (isDebian() && process.getuid?.() === 0) {
    say("installing Debian's chromium (apt-get install -y chromium), once")
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
    await run('apt-get', ['install', '-y', '-qq', 'chromium'], { env, stdio: ['ignore', 'ignore', 2] })
    const installed = await present()
    if (installed) return installed
  }
  say('no Chromium could be had; install one, or name it in OOPSDESK_CHROMIUM.')
  return null
}
