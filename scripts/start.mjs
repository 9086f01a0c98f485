import { resolve } from 'node:path'
import { ensureElectron } from './electron-binary.mjs'
import { at, ownNode, root } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'
import { ensureBuild, ensureDependencies } from './setup.mjs'

await ensureDependencies()
await ensureBuild()

// npm runs scripts in the project's folder; paths are meant from where the person stands.
const cwd = process.env['INIT_CWD'] ?? process.cwd()
const args = process.argv.slice(2)
const electron = await ensureElectron()

if (electron.file) {
  process.exit(
    await run(electron.file, [root, ...args.map((arg) => (arg.startsWith('-') ? arg : resolve(cwd, arg)))], {
      stdio: 'inherit'
    })
  )
}
say(`${electron.reason}, so Oopsdesk starts in the browser.`)
process.exit(await run(ownNode, [at('out', 'main', 'cli.js'), 'serve', '--open', ...args], { stdio: 'inherit', cwd }))
