import { at, ownNode } from './paths.mjs'
import { run } from './run.mjs'
import { ensureBuild, ensureDependencies } from './setup.mjs'

await ensureDependencies()
await ensureBuild()
const cwd = process.env['INIT_CWD'] ?? process.cwd()
process.exit(await run(ownNode, [at('out', 'main', 'cli.js'), ...process.argv.slice(2)], { stdio: 'inherit', cwd }))
