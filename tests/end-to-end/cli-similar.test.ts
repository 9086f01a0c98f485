import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root, spawnOopsdesk } from './server.ts'

const fixture = join(root, 'tests', 'fixtures', 'bcachefs-btree-path-level-init.log')

let folder = ''
let corpus = ''
let logs = ''

/** The same crash with other addresses, and with a frame of its trace taken out. */
const copies = (log: string): Readonly<Record<string, string>> => ({
  'a.log': log,
  'b.log': log.replaceAll(/ffffc9000[0-9a-f]{7}/g, (address) => `ffffc9001${address.slice(9)}`),
  'c.log': log.replace(/^.*bch2_fs_start\+.*\n/m, '')
})

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-cli-'))
  corpus = join(folder, 'my.oopsdesk')
  logs = join(folder, 'logs')
  for (const [name, log] of Object.entries(copies(readFileSync(fixture, 'utf8')))) {
    writeFileSync(join(folder, name), log)
  }
  writeFileSync(join(folder, 'packed.log.gz'), gzipSync(readFileSync(fixture)))
  logs = folder
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const oopsdesk = async (...args: readonly string[]) => {
  const child = spawnOopsdesk(args, folder)
  const exit = once(child, 'exit') as Promise<[number]>
  if (!child.stdout || !child.stderr) throw new Error('no output to read')
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { code, out, err }
}

type Similar = {
  readonly file: string
  readonly report: string
  readonly similar: readonly { readonly report: string; readonly score: number; readonly reasons: readonly string[] }[]
}

const similarOf = (out: string): readonly Similar[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line): Similar => JSON.parse(line))

test('two files are compared without a corpus: noise is counted, a missing frame is found', async () => {
  const same = await oopsdesk('compare', join(folder, 'a.log'), join(folder, 'b.log'), '--format', 'json')
  expect(same.code).toBe(0)
  expect(JSON.parse(same.out)).toMatchObject({ differences: [], ignored: { register: expect.any(Number) } })
  const other = await oopsdesk('compare', join(folder, 'a.log'), join(folder, 'c.log'))
  expect(other.out.split('\n').filter((line) => /^[-+] /.test(line))).toEqual([
    expect.stringContaining('bch2_fs_start')
  ])
})

test('similar reports, and why, are told of a corpus and of a packed log', async () => {
  expect((await oopsdesk('import', logs, '--corpus', corpus)).code).toBe(0)
  const all = similarOf((await oopsdesk('similar', '--all', '-k', '5', '--corpus', corpus)).out)
  expect(all).toHaveLength(3)
  const [first] = all
  expect(first?.similar).toHaveLength(2)
  for (const found of first?.similar ?? []) {
    expect(found.score).toBeGreaterThan(0.9)
    expect(found.reasons).toContain('The title is the same.')
  }
  const packed = await oopsdesk('similar', '--file', join(folder, 'packed.log.gz'), '--corpus', corpus)
  expect(similarOf(packed.out)[0]?.similar).toHaveLength(3)

  const other = first?.similar[0]?.report ?? ''
  const why = await oopsdesk('why', first?.report ?? '', other, '--corpus', corpus)
  expect(why.out).toMatch(/^Chance that they are one bug: 9\d %\.$/m)
  const compared = await oopsdesk('compare', first?.report ?? '', other, '--corpus', corpus)
  expect(compared.out).toContain('These are most likely one bug')
})

test('grouping anew by the same rule changes nothing', async () => {
  const { code, out, err } = await oopsdesk('recluster', '--dry-run', '--corpus', corpus)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ reports: 0, splits: [], merges: [] })
  expect(err).toMatch(/^oopsdesk: Rule \d+ changes nothing: 1 bucket\.$/m)
})

test.each([
  [['similar'], 'similar needs one of'],
  [['similar', '--all', '-k', '0'], '-k is a number'],
  [['why', 'one'], 'why needs two reports'],
  [['compare', 'one'], 'compare needs two'],
  [['compare', 'a', 'b', '--heed', 'colour'], '--heed is one of'],
  [['recluster', '--undo', '--dry-run'], 'do not go together']
])('%j ends with 2 and says what is right', async (args, words) => {
  const { code, err } = await oopsdesk(...args)
  expect(code).toBe(2)
  expect(err).toContain(words)
})

test('a folder, and what is not there, are refused in words', async () => {
  expect((await oopsdesk('similar', '--file', logs, '--corpus', corpus)).err).toBe(
    `oopsdesk: ${logs} is a folder; name one log in it.\n`
  )
  expect((await oopsdesk('compare', join(folder, 'gone'), join(folder, 'a.log'))).err).toContain('There is no file')
})
