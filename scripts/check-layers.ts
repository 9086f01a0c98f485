import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { layerFaults } from './layers.ts'

const root = join(import.meta.dirname, '..')
const paths = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((path) => !path.includes('.test.'))
const files = new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]))

const faults = layerFaults(files)
for (const { file, imports, reason } of faults) console.error(`${file}: ${imports} (${reason})`)
process.exit(faults.length === 0 ? 0 : 1)
