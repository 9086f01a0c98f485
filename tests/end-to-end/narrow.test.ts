import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openBucket, openSample, press } from './scenario.ts'
import { startServer, type Server } from './server.ts'

let browser: Browser
let server: Server
let page: Page

beforeAll(async () => {
  ;[browser, server] = await Promise.all([startBrowser(), startServer()])
  // A laptop's screen at 200 % zoom.
  page = await (await browser.newContext({ viewport: { width: 720, height: 450 } })).newPage()
  await page.goto(server.url)
  await page.getByRole('button', { name: /Import a folder/ }).waitFor()
  await openSample(page)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const accessible = async (): Promise<void> => {
  await idle(page)
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
}

test('a narrow window gives its width to the list, and shows the sidebar when it is asked for', async () => {
  await page.getByRole('grid', { name: 'Buckets' }).waitFor()
  const facets = page.getByRole('region', { name: 'Facets' })
  expect(await facets.count()).toBe(0)
  await press(page, 'ControlOrMeta+B')
  await facets.waitFor()
  await accessible()
  await press(page, 'ControlOrMeta+B')
  await facets.waitFor({ state: 'detached' })
})

test('the note is a part of its own there, and a wide window has it beside the reports', async () => {
  await openBucket(page, 'kernel BUG in lkdtm_BUG')
  await accessible()
  const list = await page.getByRole('grid', { name: 'Reports' }).boundingBox()
  expect(list?.height ?? 0).toBeGreaterThan(140)
  await press(page, 'n')
  await page.waitForURL(/show=note/)
  await page.keyboard.type('known')
  await page.getByText(/^Saved \d/).waitFor()
  await accessible()
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('grid', { name: 'Reports' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('known')
})
