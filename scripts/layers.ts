/**
 * Who may import whom. A folder may import itself, the folders and the packages named here, and nothing else;
 * the longest matching folder counts. `node` stands for every `node:` module.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  'src/shared/model': ['zod'],
  'src/shared/commands': [],
  'src/shared/query': ['src/shared/model'],
  'src/shared/protocol': ['src/shared/model', 'src/shared/commands', 'zod'],

  'src/main/parse': ['src/shared/model'],
  'src/main/cluster': ['src/shared/model'],
  'src/main/compare': ['src/shared/model', 'src/main/cluster'],
  'src/main/explain': ['src/shared/model', 'iced-x86', '@alexaltea/capstone-js'],
  'src/main/triage': ['src/shared/model'],
  'src/main/threads': ['src/shared', 'node'],
  'src/main/corpus': [
    'src/shared',
    'src/main/cluster',
    'src/main/triage',
    'src/main/threads',
    'better-sqlite3',
    'node'
  ],
  'src/main/import': ['src/shared', 'src/main/parse', 'src/main/corpus', 'src/main/threads', 'piscina', 'node'],
  'src/main/export': ['src/shared', 'src/main/corpus', 'micromark', 'micromark-extension-gfm', 'zod'],
  'src/main/bundle': ['src/shared', 'src/main/corpus', 'src/main/export', 'zod', 'node'],
  'src/main/engine': [
    'src/shared',
    'src/main/parse',
    'src/main/cluster',
    'src/main/explain',
    'src/main/compare',
    'src/main/corpus',
    'src/main/import',
    'src/main/export',
    'src/main/bundle',
    'src/main/triage',
    'src/main/threads',
    'env-paths',
    'zod',
    'write-file-atomic',
    'node'
  ],
  'src/main/hosts': ['src/shared', 'node'],
  'src/main/electron': ['src/shared', 'src/main/engine', 'src/main/threads', 'src/main/hosts', 'electron', 'node'],
  'src/main/web': [
    'src/shared',
    'src/main/hosts',
    'src/main/engine',
    'src/main/threads',
    'src/main/hosts',
    'hono',
    '@hono/node-server',
    'ws',
    'node'
  ],
  'src/main/cli': [
    'src/shared',
    'src/main/parse',
    'src/main/explain',
    'src/main/compare',
    'src/main/corpus',
    'src/main/import',
    'src/main/engine',
    'src/main/web',
    'zod',
    'node'
  ],

  'src/preload': ['src/shared', 'electron'],

  'src/renderer': [
    'src/shared',
    'zod',
    'react',
    'react-dom',
    'react-aria-components',
    '@tanstack/react-query',
    '@tanstack/react-router',
    '@tanstack/react-virtual',
    'react-resizable-panels',
    'tinykeys',
    'zustand',
    'monaco-editor',
    'lucide-react',
    'react-markdown',
    'remark-gfm',
    'rehype-sanitize',
    '@leeoniya/ufuzzy',
    'date-fns'
  ]
}

export type LayerFault = { readonly file: string; readonly imports: string; readonly reason: string }

const importPattern =
  /(?:^|[\s;])(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|\b(?:import|require|require\.resolve|import\.meta\.resolve)\s*\(\s*['"`]([^'"`]+)['"`]|^\s*import\s*['"]([^'"]+)['"]/gm
/** A file named by its URL, such as the one a thread starts from; always relative to the file it stands in. */
const urlPattern = /\bnew\s+URL\s*\(\s*['"`]([^'"`]+)['"`]\s*,\s*import\.meta\.url/g

export const importsOf = (text: string): readonly string[] => [
  ...[...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? ''),
  ...[...text.matchAll(urlPattern)].map(([, path = '']) => (path.startsWith('.') ? path : `./${path}`))
]

const resolveFrom = (file: string, specifier: string): string => {
  const parts = file.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

const packageOf = (specifier: string): string => {
  if (specifier.startsWith('node:')) return 'node'
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

export const layerOf = (file: string): string | null =>
  Object.keys(layers)
    .filter((layer) => within(file, layer))
    .sort((a, b) => b.length - a.length)[0] ?? null

/** Every import that the table does not allow. `files` maps paths from the project's root to their text. */
export const layerFaults = (files: ReadonlyMap<string, string>): readonly LayerFault[] => {
  const faults: LayerFault[] = []
  for (const [file, text] of files) {
    const layer = layerOf(file)
    if (layer === null) {
      faults.push({ file, imports: '', reason: 'stands in no layer; add its folder to scripts/layers.ts' })
      continue
    }
    const allowed = [layer, ...(layers[layer] ?? [])]
    for (const specifier of importsOf(text)) {
      const relative = specifier.startsWith('.')
      const target = relative ? resolveFrom(file, specifier) : packageOf(specifier)
      const fine = relative ? allowed.some((entry) => within(target, entry)) : allowed.includes(target)
      if (!fine) faults.push({ file, imports: specifier, reason: `${layer} may not import ${target}` })
    }
  }
  return faults
}
