import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const cli = join(root, 'src', 'main', 'cli', 'main.ts')
/** `serve` wants the built window, which `npm test` makes first. */
const isBuilt = existsSync(join(root, 'out', 'renderer', 'index.html'))
const runScript = pathToFileURL(join(root, 'scripts', 'run.mjs')).href

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-signals-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs `oopsdesk` as `npm run oopsdesk` does: a script that waits for it, both in a process group of their own. */
const start = (args: readonly string[]): ChildProcess => {
  const script = `
    import { run } from ${JSON.stringify(runScript)}
    process.exit(await run(process.execPath, ${JSON.stringify([cli, ...args])}, { stdio: 'inherit' }))`
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    detached: true,
    env: { ...process.env, OOPSDESK_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe']
  })
}

type Outcome = { readonly code: number | null; readonly out: string; readonly err: string }

const outcomeOf = async (child: ChildProcess): Promise<Outcome> => {
  if (!child.stdout || !child.stderr) throw new Error('no output to read')
  const ended = once(child, 'exit') as Promise<[number | null]>
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, out, err }
}

const firstOutput = (child: ChildProcess, stream: 'stdout' | 'stderr', wanted: RegExp): Promise<void> =>
  new Promise((resolve) => {
    let seen = ''
    child[stream]?.on('data', (data: Buffer) => {
      seen += data.toString()
      if (wanted.test(seen)) resolve()
    })
  })

/** What a terminal does at Ctrl+C. */
const interrupt = (child: ChildProcess): boolean => process.kill(-(child.pid ?? Number.NaN), 'SIGINT')

const unsealed = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /-(?:wal|shm|journal)$/.test(name))

const fillLogs = (): void => {
  const log = readFileSync(join(root, 'tests', 'fixtures', 'bcachefs-btree-path-level-init.log'), 'utf8')
  mkdirSync(join(folder, 'logs'))
  for (let index = 0; index < 4000; index += 1) writeFileSync(join(folder, 'logs', `${index}.log`), `${index}\n${log}`)
}

describe.skipIf(process.platform === 'win32')('Ctrl+C', () => {
  test.each([1, 2])('%i times cancels an import, which says what it did', async (times) => {
    fillLogs()
    const corpus = join(folder, 'my.oopsdesk')
    const child = start(['import', join(folder, 'logs'), '--corpus', corpus])
    const outcome = outcomeOf(child)
    await firstOutput(child, 'stderr', /files/)
    for (let sent = 0; sent < times; sent += 1) interrupt(child)
    const { code, out } = await outcome
    expect(code).toBe(1)
    expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({ cancelled: true })
    expect(existsSync(corpus)).toBe(true)
    expect(unsealed()).toEqual([])
  })

  test.skipIf(!isBuilt)('twice ends a server in order', async () => {
    const child = start(['serve', '--port', '0'])
    const outcome = outcomeOf(child)
    await firstOutput(child, 'stdout', /Oopsdesk is at/)
    interrupt(child)
    interrupt(child)
    expect(await outcome).toMatchObject({ code: 0 })
    expect(unsealed()).toEqual([])
  })
})

test('an import with a path that is not there names it and imports nothing', async () => {
  const present = join(folder, 'a.log')
  writeFileSync(present, 'a log\n')
  const missing = join(folder, 'gone.log')
  const { code, out, err } = await outcomeOf(
    start(['import', present, missing, '--corpus', join(folder, 'my.oopsdesk')])
  )
  expect({ code, out, err }).toEqual({
    code: 1,
    out: '',
    err: `oopsdesk: There is no file or folder at ${missing}. Check the path.\n`
  })
  const { out: buckets } = await outcomeOf(start(['import', present, '--corpus', join(folder, 'my.oopsdesk')]))
  expect(JSON.parse(buckets)).toMatchObject({ added: 1, duplicates: 0 })
})
