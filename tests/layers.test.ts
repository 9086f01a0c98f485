import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf, layerFaults } from '../scripts/layers.ts'

const root = join(import.meta.dirname, '..')
const sources = new Map(
  globSync('src/**/*.{ts,tsx}', { cwd: root })
    .filter((path) => !path.includes('.test.'))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')])
)

test('the sources keep to their layers', () => {
  expect(sources.size).toBeGreaterThan(50)
  expect(layerFaults(sources)).toEqual([])
})

describe('a forbidden import is found', () => {
  const forbidden: readonly (readonly [string, string])[] = [
    ['src/main/parse/added.ts', "import { readFileSync } from 'node:fs'"],
    ['src/main/cluster/added.ts', "import Database from 'better-sqlite3'"],
    ['src/main/engine/added.ts', "import { app } from 'electron'"],
    ['src/main/parse/added.ts', "import type { Corpus } from '../corpus/corpus.ts'"],
    ['src/shared/model/added.ts', "export { thing } from '../protocol/methods.ts'"],
    ['src/shared/protocol/added.ts', "import { useState } from 'react'"],
    ['src/renderer/app/added.tsx', "import { createEngine } from '../../main/engine/engine.ts'"],
    ['src/renderer/app/added.tsx', "const lazy = () => import('better-sqlite3')"],
    ['src/renderer/app/added.tsx', 'const lazy = () => import(`better-sqlite3`)'],
    ['src/renderer/app/added.tsx', 'const lazy = () => import(`../../main/engine/${name}.ts`)'],
    ['src/main/corpus/added.ts', "import 'electron'"],
    ['src/main/corpus/added.ts', "const { app } = require('electron')"],
    ['src/main/corpus/added.ts', "createRequire(import.meta.url)\nrequire.resolve('electron')"],
    ['src/main/threads/added.ts', "new Worker(new URL('../engine/entry.ts', import.meta.url))"],
    ['src/main/threads/added.ts', 'new Worker(new URL(\n  `../engine/entry.ts`,\n  import.meta.url\n))'],
    ['src/preload/added.ts', "import {\n  z\n} from 'zod'"]
  ]
  test.each(forbidden)('%s: %s', (file, text) => {
    const faults = layerFaults(new Map([[file, text]]))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ file, imports: importsOf(text)[0] })
  })
})

test('a file outside every layer is a fault', () => {
  expect(layerFaults(new Map([['src/main/new-folder/a.ts', '']]))).toHaveLength(1)
})
