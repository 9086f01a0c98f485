import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root, spawnOopsdesk } from './server.ts'

const fixture = join(root, 'tests', 'fixtures', 'bcachefs-btree-path-level-init.log')
const title = 'kernel BUG in bch2_btree_path_level_init'

let folder = ''
let logs = ''
let corpus = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-cli-'))
  logs = join(folder, 'logs')
  corpus = join(folder, 'made', 'my.oopsdesk')
  mkdirSync(join(logs, 'deeper'), { recursive: true })
  copyFileSync(fixture, join(logs, 'one.log'))
  copyFileSync(fixture, join(logs, 'deeper', 'copy of one.log'))
  writeFileSync(
    join(logs, 'boot.log'),
    '[    0.000000] Linux version 6.15.0\n[    1.000000] Run /init as init process\n'
  )
  writeFileSync(join(logs, 'nothing.log'), '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Outcome = { readonly code: number; readonly out: string; readonly err: string; readonly lines: readonly unknown[] }

const oopsdesk = async (...args: readonly string[]): Promise<Outcome> => {
  const child = spawnOopsdesk(args, folder)
  const exit = once(child, 'exit') as Promise<[number]>
  if (!child.stdout || !child.stderr) throw new Error('no output to read')
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  const json = out.split('\n').filter((line) => line.startsWith('{"'))
  return { code, out, err, lines: json.map((line): unknown => JSON.parse(line)) }
}

describe('parse', () => {
  test('prints an object a crash, and index null for a log without one', async () => {
    const { code, lines } = await oopsdesk('parse', join(logs, 'one.log'), join(logs, 'boot.log'))
    expect(code).toBe(0)
    expect(lines).toEqual([
      expect.objectContaining({
        file: join(logs, 'one.log'),
        index: 0,
        title,
        corrupted: false,
        frame: 'bch2_btree_path_level_init',
        arch: 'x86_64',
        kernel: '6.15.0-rc7-syzkaller-00142-g4856ebd99715',
        endLine: expect.any(Number)
      }),
      { file: join(logs, 'boot.log'), index: null }
    ])
  })

  test('reads folders, and goes on past what is no log', async () => {
    const { code, lines, err } = await oopsdesk('parse', logs)
    expect(code).toBe(0)
    expect(lines).toHaveLength(3)
    expect(err).toMatch(/nothing\.log: It is empty/)
  })

  test('prints text for a person', async () => {
    const { out } = await oopsdesk('parse', '--format', 'text', join(logs, 'one.log'))
    expect(out).toContain(title)
    expect(out).toContain('bch2_gc_btrees fs/bcachefs/btree_gc.c:763 [inline]')
  })

  test('a file that is not there is a failure that names it', async () => {
    const { code, err } = await oopsdesk('parse', join(logs, 'gone.log'))
    expect(code).toBe(1)
    expect(err).toMatch(/^oopsdesk: .*gone\.log: It is not there; check the path/)
  })
})

describe('a corpus', () => {
  test('is made by the first import, and the second changes nothing', async () => {
    const first = await oopsdesk('import', logs, '--corpus', corpus)
    expect(first.code).toBe(0)
    const counts = { files: 4, reports: 1, added: 2, duplicates: 1, skipped: 1 }
    expect(first.lines.at(-1)).toMatchObject({ ...counts, bytes: expect.any(Number), seconds: expect.any(Number) })
    const before = (await oopsdesk('buckets', '--corpus', corpus)).out
    const again = await oopsdesk('import', logs, '--corpus', corpus)
    expect(again.lines.at(-1)).toMatchObject({ files: 4, reports: 0, added: 0, duplicates: 3, skipped: 1 })
    expect((await oopsdesk('buckets', '--corpus', corpus)).out).toBe(before)
  })

  test('lists its buckets with their files', async () => {
    const { lines } = await oopsdesk('buckets', '--corpus', corpus)
    expect(lines).toEqual([
      expect.objectContaining({
        title,
        count: 1,
        files: [expect.stringMatching(/one\.log$/)],
        firstSeen: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        firstSeenFrom: 'file',
        lastSeen: expect.any(String),
        lastSeenFrom: 'file'
      })
    ])
  })

  test('shows a bucket, a report, and the raw log byte for byte', async () => {
    const [bucket] = (await oopsdesk('buckets', '--corpus', corpus)).lines as { bucket: string }[]
    const shown = await oopsdesk('show', bucket?.bucket ?? '', '--corpus', corpus)
    const report = /[0-9a-f]{16}-0/.exec(shown.out)?.[0] ?? ''
    expect(shown.out).toContain(' UTC (file time) ')
    const text = (await oopsdesk('show', report, '--corpus', corpus)).out
    expect(text).toContain('Hardware name: Google')
    expect(text).toMatch(/^seen \d{4}-\d\d-\d\d \d\d:\d\d UTC, from the file's time$/m)
    const json = await oopsdesk('show', report, '--corpus', corpus, '--format', 'json')
    expect(json.lines).toEqual([expect.objectContaining({ seen: expect.any(Number), seenFrom: 'file', times: [] })])
    const raw = await oopsdesk('show', report, '--corpus', corpus, '--format', 'raw')
    expect(raw.out).toBe(readFileSync(fixture, 'utf8'))
  })

  test('exports a bucket as Markdown', async () => {
    const [bucket] = (await oopsdesk('buckets', '--corpus', corpus)).lines as { bucket: string }[]
    const out = join(folder, 'out.md')
    expect((await oopsdesk('export', '--corpus', corpus, '--bucket', bucket?.bucket ?? '', '--out', out)).code).toBe(0)
    expect(readFileSync(out, 'utf8')).toContain('bch2_btree_path_level_init')
  })

  test('is not made when what to import is not there', async () => {
    const file = join(folder, 'never.oopsdesk')
    const { code, err } = await oopsdesk('import', join(folder, 'gone'), '--corpus', file)
    expect([code, existsSync(file)]).toEqual([1, false])
    expect(err).toBe(`oopsdesk: There is no file or folder at ${join(folder, 'gone')}. Check the path.\n`)
  })

  test('without a note has nothing to export, and says so', async () => {
    const { code, out, err } = await oopsdesk('export', '--corpus', corpus)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^oopsdesk: Nobody has said anything of a bucket yet/)
  })

  test('that is not there is refused in words', async () => {
    const { code, err } = await oopsdesk('buckets', '--corpus', join(folder, 'gone.oopsdesk'))
    expect(code).toBe(1)
    expect(err).toMatch(/^oopsdesk: There is no corpus at .*gone\.oopsdesk\./)
  })

  test('that is another file is refused and left alone', async () => {
    const file = join(folder, 'letter.txt')
    writeFileSync(file, 'Dear maintainer, '.repeat(100))
    const { code, err } = await oopsdesk('import', logs, '--corpus', file)
    expect(code).toBe(1)
    expect(err).toContain('is not an Oopsdesk corpus')
    expect(readFileSync(file, 'utf8')).toBe('Dear maintainer, '.repeat(100))
  })
})

describe('wrong use', () => {
  test.each([
    [[]],
    [['polish']],
    [['parse']],
    [['import']],
    [['parse', '--format', 'xml', 'x']],
    [['show', 'no-id']],
    [['buckets', '--colour']],
    [['serve', '--port', 'many']]
  ])('%j ends with 2 and names the way out', async (args) => {
    const { code, err, out } = await oopsdesk(...args)
    expect(code).toBe(2)
    expect(err + out).toContain('--help')
  })

  test('an unknown option is named, in one sentence', async () => {
    const { err } = await oopsdesk('buckets', '--colour')
    expect(err).toBe("oopsdesk: Unknown option '--colour'. See oopsdesk buckets --help.\n")
  })

  test('help COMMAND is COMMAND --help', async () => {
    expect((await oopsdesk('help', 'parse')).out).toBe((await oopsdesk('parse', '--help')).out)
  })

  test.each(['parse', 'import', 'buckets', 'show', 'similar', 'why', 'compare', 'recluster', 'export', 'serve'])(
    '%s --help tells its use',
    async (command) => {
      const { code, out } = await oopsdesk(command, '--help')
      expect(code).toBe(0)
      expect(out).toMatch(new RegExp(`^Usage: oopsdesk ${command} `))
    }
  )
})
