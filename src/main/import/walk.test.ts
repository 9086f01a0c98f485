import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, chmodSync, linkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { walk, type ImportRoot, type WalkOptions } from './walk.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-walk-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (path: string, text = 'log\n'): string => {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}

/** Files as their path, skipped ones as `path: reason`; paths within the test's folder. */
const listed = async (root: ImportRoot = { path: folder, label: '' }, options?: WalkOptions): Promise<string[]> => {
  const found: string[] = []
  for await (const entry of walk([root], options)) {
    const path = entry.kind === 'file' ? entry.path : `${entry.file.file}: ${entry.file.reason}`
    found.push(path.replace(`${folder}/`, ''))
  }
  return found
}

test('lists files by the bytes of their names, folders in between, .git passed over', async () => {
  for (const path of ['b.log', 'a/z.log', 'a/deep/x.log', 'B.log', '.git/config', '.hidden', 'a.log']) put(path)
  expect(await listed()).toEqual(['.hidden', 'B.log', 'a/deep/x.log', 'a/z.log', 'a.log', 'b.log'])
})

test('names files by absolute path, by label, or by the path within the root', async () => {
  put('logs/a.log')
  const path = join(folder, 'logs')
  expect(await listed({ path })).toEqual(['logs/a.log'])
  expect(await listed({ path, label: 'samples' })).toEqual(['samples/a.log'])
  expect(await listed({ path, label: '' })).toEqual(['a.log'])
  expect(await listed({ path: join(path, 'a.log'), label: '' })).toEqual(['a.log'])
})

test('gives size and modification time', async () => {
  const file = put('a.log', 'twelve bytes')
  execFileSync('touch', ['-d', '2020-02-03T04:05:06Z', file])
  const entries = []
  for await (const entry of walk([{ path: file }])) entries.push(entry)
  expect(entries).toMatchObject([{ kind: 'file', path: file, size: 12, modified: Date.UTC(2020, 1, 3, 4, 5, 6) }])
})

test('follows links within the folder, once, and none that lead out', async () => {
  put('real/a.log')
  symlinkSync('real/a.log', join(folder, 'to-file'))
  symlinkSync('real', join(folder, 'to-folder'))
  symlinkSync('..', join(folder, 'real', 'loop'))
  symlinkSync('/etc', join(folder, 'etc'))
  symlinkSync('/etc/passwd', join(folder, 'passwd'))
  symlinkSync('nowhere', join(folder, 'dangling'))
  symlinkSync('self', join(folder, 'self'))
  expect(await listed()).toEqual([
    'dangling: missing',
    'etc: link-out-of-folder',
    'passwd: link-out-of-folder',
    'real/a.log',
    'self: link-loop',
    'to-file',
    'real/loop: link-loop',
    'to-folder: link-loop'
  ])
})

test('does not take a folder for the root because its name begins alike', async () => {
  put('logs/a.log')
  put('logs-private/b.log')
  symlinkSync('../logs-private', join(folder, 'logs', 'other'))
  expect(await listed({ path: join(folder, 'logs'), label: '' })).toEqual(['a.log', 'other: link-out-of-folder'])
})

test('takes a link that the person named', async () => {
  put('real/a.log')
  symlinkSync('real', join(folder, 'named'))
  expect(await listed({ path: join(folder, 'named') })).toEqual(['named/a.log'])
})

test('skips pipes, sockets and devices without waiting for them', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')])
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve))
  expect(await listed()).toEqual(['pipe: not-a-file', 'socket: not-a-file'])
  expect(await listed({ path: '/dev/null' })).toEqual(['/dev/null: not-a-file'])
  server.close()
})

test('says that a path is missing', async () => {
  expect(await listed({ path: join(folder, 'none') })).toEqual(['none: missing'])
})

test('skips what lies too deep', async () => {
  put(`${'d/'.repeat(66)}a.log`)
  expect(await listed()).toEqual([`${'d/'.repeat(65).slice(0, -1)}: too-deep`])
})

test.skipIf(process.getuid?.() === 0)('skips a folder it may not read', async () => {
  put('locked/a.log')
  chmodSync(join(folder, 'locked'), 0)
  expect(await listed()).toEqual(['locked: unreadable'])
  chmodSync(join(folder, 'locked'), 0o700)
})

test('finds names that are not UTF-8', async () => {
  const raw = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0x61])])
  writeFileSync(raw, 'log\n')
  const entries = []
  for await (const entry of walk([{ path: folder }])) entries.push(entry)
  expect(entries).toMatchObject([{ kind: 'file', location: raw }])
})

test('leaves open corpora alone, under any name', async () => {
  const corpus = put('my.corpus')
  for (const path of ['my.corpus-wal', 'my.corpus-shm', 'a.log']) put(path)
  linkSync(corpus, join(folder, 'other-name'))
  expect(await listed(undefined, { openCorpora: [corpus] })).toEqual([
    'a.log',
    'my.corpus: corpus-file',
    'my.corpus-shm: corpus-file',
    'my.corpus-wal: corpus-file',
    'other-name: corpus-file'
  ])
})

test('ends when it is aborted', async () => {
  for (let index = 0; index < 50; index++) put(`${index}.log`)
  const controller = new AbortController()
  const found = []
  for await (const entry of walk([{ path: folder }], { signal: controller.signal })) {
    found.push(entry)
    if (found.length === 3) controller.abort()
  }
  expect(found).toHaveLength(3)
})
