import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root, spawnOopsdesk } from './server.ts'

const crash = join(root, 'tests', 'fixtures', 'bcachefs-btree-path-level-init.log')
let folder = ''
let [boot, other] = ['', '']

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-compare-'))
  ;[boot, other] = [join(folder, 'boot.log'), join(folder, 'other.log')]
  writeFileSync(boot, '[    1.000000] eth0: link is up\n[    2.000000] random: crng init done\n')
  writeFileSync(other, '[    1.500000] eth0: link is down\n[    2.500000] random: crng init done\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const oopsdesk = async (...args: readonly string[]) => {
  const child = spawnOopsdesk(args, folder)
  const exit = once(child, 'exit') as Promise<[number]>
  if (!child.stdout || !child.stderr) throw new Error('no output to read')
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { code, out, err }
}

test('a file without a crash is refused, on either side', async () => {
  for (const [a, b] of [
    [boot, crash],
    [crash, boot],
    [boot, other]
  ] as const) {
    const { code, out, err } = await oopsdesk('compare', a, b)
    expect({ code, out, err }).toEqual({
      code: 1,
      out: '',
      err: `oopsdesk: There is no crash in ${boot}. Choose a log or a text with a kernel crash in it.\n`
    })
  }
})

test('whole logs are compared when that is asked for, and only what there is to say is said', async () => {
  const { code, out } = await oopsdesk('compare', boot, other, '--whole')
  expect(code).toBe(0)
  expect(out.split('\n').filter((line) => /^[-+] ?eth0|^[-+]\[?.*eth0/.test(line))).toHaveLength(2)
  expect(out).not.toContain('Nothing speaks')
})

test('a report that is not there is refused, and so is a report as a whole log', async () => {
  const corpus = join(folder, 'my.oopsdesk')
  expect((await oopsdesk('import', crash, '--corpus', corpus)).code).toBe(0)
  const gone = await oopsdesk('compare', '0123456789abcdef-0', crash, '--corpus', corpus)
  expect(gone.code).toBe(1)
  expect(gone.err).toContain('0123456789abcdef-0')
  expect((await oopsdesk('compare', '0123456789abcdef-0', crash, '--whole', '--corpus', corpus)).code).toBe(2)
})
