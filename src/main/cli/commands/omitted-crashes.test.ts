import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mostReportsOfLog } from '../../../shared/model/report.ts'

const program = fileURLToPath(new URL('../main.ts', import.meta.url))
let folder = ''
let log = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-omitted-'))
  log = join(folder, 'long.log')
  const crashes = Array.from(
    { length: mostReportsOfLog + 3 },
    (_, index) =>
      `[    1.000000] WARNING: CPU: 0 PID: 1 at fs/quay.c:${index + 1} moor+0x1/0x2\n[    1.000000]  moor+0x1/0x2\n`
  )
  writeFileSync(log, crashes.join(''))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (...words: readonly string[]): { readonly out: string; readonly complaints: string } => {
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_STATE_HOME: folder }
  const done = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', env, maxBuffer: 1 << 30 })
  expect(done.status).toBe(0)
  return { out: done.stdout, complaints: done.stderr }
}

test('parse says how many crashes of a log it does not show', { timeout: 120_000 }, () => {
  const { out, complaints } = run('parse', log)
  expect(out.trimEnd().split('\n')).toHaveLength(mostReportsOfLog)
  expect(complaints).toBe(
    `oopsdesk: ${log}: 3 more crashes are not shown, only the first 20000; cut the log to see them.\n`
  )
})

test('import says how many crashes of a log it left out', { timeout: 240_000 }, () => {
  const { out, complaints } = run('import', log, '--corpus', join(folder, 'test.oopsdesk'))
  expect(JSON.parse(out)).toMatchObject({ files: 1, reports: mostReportsOfLog, omitted: 3 })
  expect(complaints).toMatch(
    /oopsdesk: 3 crashes were left out: of one log the first 20000 are kept; cut it to import them\.\n$/
  )
})
