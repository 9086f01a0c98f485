import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { at, ownNode } from './paths.mjs'
import { run } from './run.mjs'
import { giveUp, say } from './say.mjs'

const hash = (text) => createHash('sha256').update(text).digest('hex')
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
/** Commands started at the same time install and build one after the other. */
const lock = at('.oopsdesk-lock')

const lockfileStamp = at('node_modules', '.oopsdesk-lockfile')

const install = async () => {
  const wanted = hash(read(at('package-lock.json')))
  if (read(lockfileStamp) === wanted && existsSync(ownNode)) return
  const installed = at('node_modules', '.package-lock.json')
  const fresh =
    existsSync(installed) &&
    existsSync(ownNode) &&
    statSync(installed).mtimeMs >= statSync(at('package-lock.json')).mtimeMs
  if (!fresh) {
    say('installing the packages (npm ci), once')
    const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code !== 0) giveUp('npm ci failed; see above, mend it and run the same command again.')
    if (!existsSync(ownNode))
      giveUp('the package "node" did not install its binary; allow its install script and run npm ci.')
  }
  writeFileSync(lockfileStamp, wanted)
}

/** Runs `npm ci` when node_modules is missing or was made from another lockfile. */
export const ensureDependencies = async () => {
  // The stamp goes with node_modules at the start of `npm ci` and comes back when all is there.
  if (read(lockfileStamp) === hash(read(at('package-lock.json'))) && existsSync(ownNode)) return
  await withLock(lock, install)
}

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })

/** Changes when any file that the build reads does. */
const sourceState = () => {
  const sources = filesBelow(at('src')).filter((file) => !file.includes('.test.'))
  const files = [...sources, at('electron.vite.config.ts'), at('package-lock.json'), at('package.json')].sort()
  return hash(files.map((file) => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}`).join('\n'))
}

const sourcesStamp = at('out', '.oopsdesk-sources')

const build = async () => {
  const wanted = sourceState()
  if (read(sourcesStamp) === wanted) return
  say('building')
  // A command that starts while out/ is being written must wait for the lock, not trust the stamp of the last build.
  rmSync(sourcesStamp, { force: true })
  const code = await run(ownNode, [
    at('node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
    'build',
    '--logLevel=warn'
  ])
  if (code !== 0) giveUp('the build failed; see above.')
  mkdirSync(at('out'), { recursive: true })
  writeFileSync(sourcesStamp, wanted)
}

/** Builds `out/` when a source is newer. */
export const ensureBuild = async () => {
  if (read(sourcesStamp) !== sourceState()) await withLock(lock, build)
}
