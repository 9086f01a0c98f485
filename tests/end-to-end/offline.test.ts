import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from './server.ts'

/** In a network of its own that has no interface up, not even loopback: whoever opens a connection there fails. */
const apart = ['--user', '--map-root-user', '--net'] as const

const allowed = ((): boolean => {
  try {
    execFileSync('unshare', [...apart, 'true'], { stdio: 'ignore' })
    return true
  } catch {
    process.stderr.write('skipped: work without a network, for no network namespace may be made here\n')
    return false
  }
})()

const folder = mkdtempSync(join(tmpdir(), 'oopsdesk-offline-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const oopsdesk = (...args: readonly string[]): string => {
  const ended = spawnSync('unshare', [...apart, process.execPath, join(root, 'out', 'main', 'cli.js'), ...args], {
    env: { ...process.env, OOPSDESK_DATA: join(folder, 'data') },
    encoding: 'utf8'
  })
  expect(ended.stderr).not.toMatch(/network|ENET|EAI_|ECONN/i)
  expect(ended.status, ended.stderr).toBe(0)
  return ended.stdout
}

test.skipIf(!allowed)('logs are imported, read, annotated and exported without any network', () => {
  const corpus = join(folder, 'one.oopsdesk')
  cpSync(join(root, 'resources', 'samples'), join(folder, 'logs'), { recursive: true })
  oopsdesk('import', join(folder, 'logs'), '--corpus', corpus)
  const [first] = oopsdesk('buckets', '--corpus', corpus)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { readonly bucket: string; readonly title: string })
  if (!first) throw new Error('no bucket')
  oopsdesk('note', first.bucket, 'Seen offline.', '--corpus', corpus)
  const page = join(folder, 'all.html')
  oopsdesk('export', '--format', 'html', '--all', '--out', page, '--corpus', corpus)
  expect(existsSync(page)).toBe(true)
  expect(readFileSync(page, 'utf8')).toContain('Seen offline.')
})
