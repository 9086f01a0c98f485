import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const lockScript = pathToFileURL(join(import.meta.dirname, '..', '..', 'scripts', 'lock.mjs')).href

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a process that does `work`, JavaScript, under the lock; answers its exit code. */
const underLock = async (work: string): Promise<number> => {
  const script = `
    import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
    import { setTimeout as wait } from 'node:timers/promises'
    import { withLock } from ${JSON.stringify(lockScript)}
    const file = (name) => ${JSON.stringify(folder)} + '/' + name
    await withLock(file('lock'), async () => { ${work} })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number]
  return code
}

const buildOnce = `
  if (existsSync(file('stamp'))) return
  appendFileSync(file('events'), 'begin ')
  await wait(200)
  appendFileSync(file('events'), 'end ')
  writeFileSync(file('stamp'), '')`
const workEach = `
  appendFileSync(file('events'), 'begin ')
  await wait(50)
  appendFileSync(file('events'), 'end ')`

test('one works at a time, and the next sees what was done', async () => {
  expect(await Promise.all([1, 2, 3].map(() => underLock(workEach)))).toEqual([0, 0, 0])
  expect(readFileSync(join(folder, 'events'), 'utf8')).toBe('begin end '.repeat(3))
  rmSync(join(folder, 'events'))
  await Promise.all([1, 2, 3].map(() => underLock(buildOnce)))
  expect(readFileSync(join(folder, 'events'), 'utf8')).toBe('begin end ')
  expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toEqual([])
})

test('a lock left by a dead process is taken by one of those that wait', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  mkdirSync(join(folder, 'lock'))
  writeFileSync(join(folder, 'lock', 'pid'), String(pid))
  await Promise.all([1, 2, 3].map(() => underLock(workEach)))
  expect(readFileSync(join(folder, 'events'), 'utf8')).toBe('begin end '.repeat(3))
})

test('work that gives up frees the lock', async () => {
  expect(await underLock('process.exit(3)')).toBe(3)
  expect(existsSync(join(folder, 'lock'))).toBe(false)
})
