import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openSample } from './scenario.ts'
import { startServer, type Server } from './server.ts'

let browser: Browser
let server: Server
let page: Page

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
  await idle(page)
}

beforeAll(async () => {
  ;[browser, server] = await Promise.all([startBrowser(), startServer()])
  page = await browser.newPage()
  await page.goto(server.url)
  await page.getByRole('button', { name: /Import a folder/ }).waitFor()
  await idle(page)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test.each([
  ['b', 'Buckets'],
  ['r', 'Reports'],
  ['i', 'Imports']
])('g %s and the rail lead from the start page to the %s of the own corpus', async (key, name) => {
  const view = new RegExp(`/c/[a-z2-7]{10}/${name.toLowerCase()}$`)
  await press('g', key)
  await page.waitForURL(view)
  await press('g', 'h')
  await page.waitForURL(/\/$/)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click()
  await page.waitForURL(view)
  await press('g', 'h')
  await page.waitForURL(/\/$/)
})

test('a bucket is left upwards, to the list as it was, after its selection', async () => {
  await openSample(page)
  await press('/')
  await page.keyboard.type('lkdtm')
  await page.waitForURL(/[?&]q=lkdtm/)
  // The list must have settled before the cursor moves in it.
  await press('Enter')
  await press('j')
  const list = page.url()
  for (const up of [['u'], ['x', 'Escape', 'Escape']]) {
    await press('Enter')
    await page.waitForURL(/\/buckets\/[0-9a-f]{12}/)
    await page.getByRole('grid', { name: 'Reports' }).waitFor()
    for (const key of up) {
      expect(page.url()).toMatch(/\/buckets\/[0-9a-f]{12}/)
      await press(key)
      const selected = page.getByRole('grid', { name: 'Reports' }).locator('[aria-selected=true]')
      expect(await selected.count()).toBe(key === 'x' ? 1 : 0)
    }
    await page.waitForURL(list)
    const cursor = await page.getByRole('grid', { name: 'Buckets' }).getAttribute('aria-activedescendant')
    expect(cursor).toMatch(/-1$/)
  }
})
