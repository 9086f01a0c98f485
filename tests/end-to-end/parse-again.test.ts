import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openNew } from '../../src/main/corpus/embedded/connection.ts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { press } from './scenario.ts'
import { root, spawnOopsdesk, startServer, type Server } from './server.ts'

let folder = ''
let corpus = ''
let browser: Browser
let server: Server | null = null
let page: Page

const oopsdesk = async (...args: readonly string[]): Promise<string> => {
  const child = spawnOopsdesk(args, folder)
  const exit = once(child, 'exit')
  if (!child.stdout) throw new Error('no output to read')
  const [out, [code]] = await Promise.all([text(child.stdout), exit])
  expect(code).toBe(0)
  return out
}

/** As if an older version had filled the corpus, and called its crashes otherwise. */
const age = (): void => {
  const db = openNew(corpus)
  db.exec('UPDATE log SET parser = 0')
  db.close()
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-parse-again-'))
  corpus = join(folder, 'old.oopsdesk')
  await oopsdesk('import', join(root, 'resources', 'samples'), '--corpus', corpus)
  age()
  ;[browser, server] = await Promise.all([startBrowser(), startServer(['--corpus', corpus])])
  page = await browser.newPage()
  await page.goto(server.url)
  await idle(page)
  await press(page, 'g', 'b')
  await page.waitForURL(/\/buckets/)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('logs that an older version read are offered above the list, and parsed again', async () => {
  const offer = page.getByText(/^\d+ logs here were read by an older version\./)
  await offer.waitFor()
  await page.getByRole('button', { name: 'Parse them again' }).click()
  await offer.waitFor({ state: 'detached' })
  await press(page, 'g', 'i')
  await page.getByText('Logs here that an older version read').waitFor()
  await page
    .getByRole('list')
    .getByText(/^\d+ logs parsed again: no report changed, \d+ crashes in/)
    .waitFor()
})

test('the command line does the same, once', async () => {
  await server?.stop()
  server = null
  age()
  expect(JSON.parse(await oopsdesk('reparse', '--corpus', corpus))).toMatchObject({
    added: 0,
    parsedAgain: { changed: 0 }
  })
  expect(JSON.parse(await oopsdesk('reparse', '--corpus', corpus))).toMatchObject({ files: 0 })
}, 30_000)
