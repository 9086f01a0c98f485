import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The folder that holds package.json, resources and out, whether this runs from source or built. */
const programFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('the program folder holds no package.json')
    folder = parent
  }
  return folder
}

const folder = programFolder()
const manifest = z.object({ version: z.string() })

export const version = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version
export const sampleFolder = join(folder, 'resources', 'samples')
export const rendererFolder = join(folder, 'out', 'renderer')
