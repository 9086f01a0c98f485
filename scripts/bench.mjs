import { existsSync } from 'node:fs'
import { at, ownNode } from './paths.mjs'
import { run } from './run.mjs'
import { giveUp } from './say.mjs'
import { ensureDependencies } from './setup.mjs'

const [name, ...args] = process.argv.slice(2)
const file = at('scripts', 'bench', `${name}.ts`)
if (!/^[a-z-]+$/.test(name ?? '') || !existsSync(file)) giveUp('usage: npm run bench -- parse FOLDER')
await ensureDependencies()
const cwd = process.env['INIT_CWD'] ?? process.cwd()
process.exit(await run(ownNode, ['--expose-gc', file, ...args], { stdio: 'inherit', cwd }))
