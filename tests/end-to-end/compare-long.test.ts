import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from './browser.ts'
import { openBucket, press } from './scenario.ts'
import { root, spawnOopsdesk, startServer, type Server } from './server.ts'

/** Lines before the crash: texts of more than 4 MB, which are taken in piece by piece. */
const boot = 60_000
const changed = 40_000

let folder = ''
let browser: Browser
let server: Server
let page: Page

const logOf = (name: string, from: number): string => {
  const crash = readFileSync(join(root, 'tests', 'fixtures', 'bcachefs-btree-path-level-init.log'), 'utf8')
  const lines = Array.from({ length: boot }, (_, at) => {
    const time = `[${(from + at / 1000).toFixed(6).padStart(12)}]`
    return at === changed
      ? `${time} only ${name} says this`
      : `${time} usb 1-${at}: new high-speed USB device number ${at}`
  })
  return `${lines.join('\r\n')}\r\n${crash}`
}
const shown = async (side: 'original' | 'modified'): Promise<string> =>
  (await page.locator(`.diff-view .${side} .view-lines`).first().innerText()).replaceAll('\u00a0', ' ')
const differences = async (): Promise<string> => (await page.locator('.compare-place').textContent()) ?? ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-compare-long-'))
  const [logs, corpus] = [join(folder, 'logs'), join(folder, 'long.oopsdesk')]
  mkdirSync(logs)
  writeFileSync(join(logs, 'one.log'), logOf('one', 1))
  writeFileSync(join(logs, 'two.log'), logOf('two', 9))
  const [imported] = await once(spawnOopsdesk(['import', logs, '--corpus', corpus], folder), 'exit')
  expect(imported).toBe(0)
  ;[browser, server] = await Promise.all([startBrowser(), startServer(['--corpus', corpus])])
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(server.url)
  await page.getByRole('grid', { name: 'Buckets' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('two long logs are compared whole, and the one line that differs is a key away', async () => {
  await openBucket(page, 'kernel BUG in bch2_btree_path_level_init')
  await press(page, 'a', 'd')
  await page.locator('.diff-view .modified .view-line').first().waitFor()
  expect(await differences()).toBe('No real difference')
  await press(page, 'Shift+W')
  await expect.poll(differences).toBe('1 difference')
  // At the crash, as before.
  await expect.poll(() => shown('modified')).toContain('kernel BUG at')
  await press(page, 'n')
  await expect.poll(() => shown('original')).toMatch(/only (?:one|two) says this/)
  await expect.poll(() => shown('modified')).toMatch(/only (?:one|two) says this/)
  expect(await page.locator('.diff-view .modified .line-numbers').allTextContents()).toContain(String(changed + 1))
})

test('sides that change over keep their texts', async () => {
  const [a, b] = [await shown('original'), await shown('modified')]
  await press(page, 's')
  await expect.poll(differences).toBe('1 difference')
  await press(page, 'n')
  await expect.poll(() => shown('original')).toBe(b)
  expect(await shown('modified')).toBe(a)
})

test('when times count every line of the boot differs, and when they do not, one', async () => {
  const counts = () => page.locator('.compare-counts').textContent()
  await press(page, 'f')
  const times = page.getByRole('option', { name: /^Times/ })
  await times.click()
  await expect.poll(() => times.getAttribute('aria-selected')).toBe('true')
  await expect.poll(counts).toMatch(/^59,999 lines differ, /)
  await press(page, 'Escape')
  await press(page, 'Shift+F')
  await expect.poll(counts).toMatch(/^1 only in A, 1 only in B, /)
})
