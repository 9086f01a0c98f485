import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/engine.ts'
import { noiseClasses } from '../../src/shared/model/comparison.ts'
import type { CorpusId, ReportId } from '../../src/shared/model/ids.ts'
import type { Result } from '../../src/shared/model/result.ts'
import { createClient, type Client } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import type { ProgressOf } from '../../src/shared/protocol/methods.ts'

const seed = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'bcachefs-btree-path-level-init.log'), 'utf8')
/** More than is sent at once, and more lines than are marked one by one. */
const boot = 25_000

const linesOf = (name: string, from: number): readonly string[] => [
  ...Array.from(
    { length: boot },
    (_, at) => `[${(from + at / 1000).toFixed(6).padStart(12)}] driver ${at} of the ${name} bus: registered its irq`
  ),
  ...seed.split('\n')
]

let folder = ''
let engine: Engine | null = null
let client: Client
let corpus: CorpusId
let reports: readonly ReportId[] = []

const value = <Value, Failure>(result: Result<Value, Failure>): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

const logs = { one: linesOf('pci', 1), two: linesOf('pci', 7).with(9, '[    7.009000] something else') }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-compare-logs-'))
  const input = join(folder, 'logs')
  mkdirSync(input)
  for (const [name, lines] of Object.entries(logs)) writeFileSync(join(input, `${name}.log`), lines.join('\r\n'))
  engine = value(
    await createEngine({
      version: '0',
      corpusFile: null,
      dataFolder: join(folder, 'data'),
      roots: null,
      sampleFolder: '',
      readOnly: false,
      create: true,
      remember: false
    })
  )
  const [near, far] = createMemoryTransports()
  engine.connect(far)
  client = createClient(near)
  const described = value(await client.call('engine.describe', {}))
  if (described.corpus === null) throw new Error('no corpus')
  corpus = described.corpus
  const sources = [{ kind: 'path', path: input }] as const
  const started = value(await client.call('imports.start', { corpus, sources }))
  value(await client.call('imports.follow', { corpus, import: started.import }))
  const { rows } = value(await client.call('reports.list', { corpus, bucket: null, page: {} }))
  reports = rows.toSorted((left, right) => left.file.localeCompare(right.file)).map(({ report }) => report)
})

afterAll(async () => {
  await engine?.close()
  rmSync(folder, { recursive: true, force: true })
})

const asked = (heeded: readonly (typeof noiseClasses)[number][] = []) => {
  const [a, b] = reports
  if (a === undefined || b === undefined) throw new Error('fewer than two reports')
  return { corpus, a: { kind: 'report', report: a }, b: { kind: 'report', report: b }, heeded } as const
}

test('the texts of both logs come in pieces, and the comparison after them', async () => {
  const pieces: ProgressOf<'compare.logs'>[] = []
  const compared = value(
    await client.call('compare.logs', { sides: asked() }, { onProgress: (piece) => pieces.push(piece) })
  )
  const textOf = (side: 'a' | 'b'): string =>
    pieces
      .filter((piece) => piece.side === side)
      .map(({ text }) => text)
      .join('')
  expect(pieces.length).toBeGreaterThan(2)
  expect(textOf('a')).toBe(logs.one.join('\n').slice(0, -1))
  expect(textOf('b')).toBe(logs.two.join('\n').slice(0, -1))
  expect(compared).toMatchObject({
    a: { name: expect.stringMatching(/one\.log$/), cut: false },
    b: { name: expect.stringMatching(/two\.log$/), cut: false }
  })
  expect(compared.comparison.hunks).toMatchObject([{ a: { from: 10, to: 11 }, b: { from: 10, to: 11 } }])
  expect(compared.comparison.ignored).toEqual({ timestamp: boot - 1 })
})

test('texts that are not asked for do not come', async () => {
  const sides = new Set<string>()
  const take = ({ side }: ProgressOf<'compare.logs'>): void => void sides.add(side)
  value(await client.call('compare.logs', { sides: asked(), texts: ['b'] }, { onProgress: take }))
  expect([...sides]).toEqual(['b'])
})

test('when every kind of noise counts, each line stands in a row still, and the answer stays small', async () => {
  const { comparison } = value(await client.call('compare.logs', { sides: asked([...noiseClasses]), texts: [] }, {}))
  const lines = comparison.rows.reduce((sum, row) => sum + row.count, 0)
  expect(lines).toBe(comparison.counts.different + comparison.counts.same + comparison.counts.onlyA * 2)
  expect(comparison.counts.different).toBeGreaterThanOrEqual(boot - 1)
  expect(comparison.rows.filter(({ changes }) => changes.length > 0).length).toBe(20_000)
  expect(comparison.rows.length).toBeLessThan(20_020)
})

test('a comparison that is given up ends', async () => {
  const stop = new AbortController()
  const ended = await client.call(
    'compare.logs',
    { sides: asked() },
    { signal: stop.signal, onProgress: () => stop.abort() }
  )
  expect(ended).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
})

test('a file of the comparison of whole logs says what the window does', async () => {
  const { text } = value(await client.call('compare.export', { sides: asked(), whole: true, format: 'text' }))
  expect(text).toContain('-driver 9 of the pci bus: registered its irq')
  expect(text).toContain('+something else')
})
