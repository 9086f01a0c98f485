import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openSample, walkTheScenario } from './scenario.ts'
import { root, startServer, type Server } from './server.ts'

let browser: Browser
let server: Server
let page: Page
let folder = ''
const complaints: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-scenario-'))
  cpSync(join(root, 'resources', 'samples'), join(folder, 'logs'), { recursive: true })
  ;[browser, server] = await Promise.all([startBrowser(), startServer()])
  page = await (await browser.newContext({ acceptDownloads: true })).newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(server.url).origin) complaints.push(`request to ${request.url()}`)
  })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('the printed URL opens the start page, and the token leaves the address', async () => {
  await page.goto(server.url)
  await page.getByRole('button', { name: /Import a folder/ }).waitFor()
  await idle(page)
  expect(page.url()).toBe(`${new URL(server.url).origin}/`)
})

test('a folder chosen on the start page is imported, and its buckets are shown', async () => {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /Import a folder/ }).click()
  await (await chooser).setFiles(join(folder, 'logs'))
  await page.waitForURL(/\/c\/[a-z2-7]{10}\//)
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await page.getByRole('row').filter({ hasText: 'bch2_btree_path_level_init' }).waitFor()
  await idle(page)
})

test('the way from the buckets to a note in hand can be walked by keys', async () => {
  await walkTheScenario(page)
})

test('the sample corpus opens from the start page', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await page.getByRole('button', { name: /sample corpus/ }).waitFor()
  await openSample(page)
  await page.getByRole('row').filter({ hasText: 'bch2_btree_path_level_init' }).waitFor()
})

test('views have no accessibility faults that a machine can find', async () => {
  for (const keys of [['g', 'b'], ['Enter'], ['Enter'], ['g', 'r'], ['g', 'i'], ['g', 'h']]) {
    for (const key of keys) await page.keyboard.press(key)
    await idle(page)
    // Monaco draws its own widgets; what is ours is checked.
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
    expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
  }
})

test('nothing was refused, thrown or asked of another host on the way', () => {
  expect(complaints).toEqual([])
})
