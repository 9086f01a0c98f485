import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openBucket, openSample, press } from './scenario.ts'
import { startServer, type Server } from './server.ts'

/** Three reports of two kernels and architectures, in one bucket of the sample. */
const title = 'kernel BUG in lkdtm_BUG'
const first = 'The **handler** of the test, not the bug itself.'
const second = 'Two lines of one path.'

let browser: Browser
let server: Server
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  ;[browser, server] = await Promise.all([startBrowser(), startServer()])
  page = await (await browser.newContext()).newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(server.url)
  await page.getByRole('button', { name: /Import a folder/ }).waitFor()
  await openSample(page)
  await openBucket(page, title)
  await press(page, 'Enter')
  await page.waitForURL(/\/reports\/[0-9a-f]{16}-\d+/)
  await shown()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const shown = async (): Promise<void> => {
  await page.locator('[data-read-only-editor] .view-line').first().waitFor()
  await idle(page)
}
const remark = (name: RegExp): Locator => page.getByRole('region', { name })
const field = (): Locator => page.getByRole('textbox', { name: /^Text for lines? / })

/** Nothing that a machine finds wrong for those who do not see or point. */
const accessible = async (part = 'body'): Promise<void> => {
  await idle(page)
  const { violations } = await new AxeBuilder({ page }).include(part).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
}

test('lines are annotated by keys, and a reload shows it', async () => {
  // To the first frame, and a remark on it.
  await press(page, 'j', 'l')
  await field().waitFor()
  await accessible()
  await page.keyboard.type(first)
  await press(page, 'ControlOrMeta+Enter')
  await remark(/^Remark on line \d+ by/)
    .getByText('handler')
    .waitFor()
  expect(
    await remark(/^Remark on line/)
      .locator('strong')
      .textContent()
  ).toBe('handler')

  // Two lines further down: selected, and a remark on both.
  await press(page, 'j', 'Shift+ArrowDown', 'Shift+ArrowDown', 'l')
  await page.getByRole('textbox', { name: /^Text for lines \d+-\d+/ }).waitFor()
  await page.keyboard.type(second)
  await press(page, 'ControlOrMeta+Enter')
  await remark(/^Remark on lines \d+-\d+ by/).waitFor()
  await accessible()

  await page.reload()
  await shown()
  await remark(/^Remark on line \d+ by/).waitFor()
  await remark(/^Remark on lines \d+-\d+ by/).waitFor()
  await page.getByRole('heading', { name: 'Annotations 2' }).waitFor()
})

test('highlights and bookmarks are set and stepped through', async () => {
  await press(page, 'j', 'j', 'j', 'h')
  await page.getByText(/^Highlighted line/).waitFor()
  await page.locator('.marked-highlight').first().waitFor()
  await press(page, 'j', 'm')
  await page.getByText(/^Bookmarked line/).waitFor()
  await page.getByRole('heading', { name: 'Annotations 4' }).waitFor()
  const bookmarked = page.url()
  await press(page, 'k', 'k', 'k')
  await page.waitForURL((url) => url.href !== bookmarked)
  await press(page, 'F2')
  await page.waitForURL(bookmarked)

  // The same keys take them away.
  await press(page, 'm')
  await page.getByRole('heading', { name: 'Annotations 3' }).waitFor()
  await press(page, 'k', 'h')
  await page.getByRole('heading', { name: 'Annotations 2' }).waitFor()
})

test('an annotation is changed, and what is not saved is not lost', async () => {
  // Round behind the last to the first.
  await press(page, 'g', 'g')
  await press(page, 'F9', 'F9')
  const one = remark(/^Remark on line \d+ by/)
  for (let step = 0; step < 3 && !(await one.evaluate((element) => element === document.activeElement)); step++)
    await press(page, 'F9')
  expect(await one.evaluate((element) => element === document.activeElement)).toBe(true)
  await press(page, 'Enter')
  await field().waitFor()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' More to come.')
  await press(page, 'Escape')
  await remark(/^Draft on line/).waitFor()
  await page.reload()
  await shown()
  await remark(/^Draft on line/)
    .getByRole('button', { name: 'Go on writing' })
    .focus()
  await press(page, 'Enter')
  expect(await field().inputValue()).toBe(`${first} More to come.`)
  await press(page, 'ControlOrMeta+Enter')
  await remark(/^Remark on line \d+ by/)
    .getByText('More to come')
    .waitFor()
  expect(await remark(/^Draft/).count()).toBe(0)
})

test('an annotation is removed, and undo brings it back', async () => {
  const two = remark(/^Remark on lines \d+-\d+ by/)
  await two.waitFor()
  for (let step = 0; step < 4 && !(await two.evaluate((element) => element === document.activeElement)); step++)
    await press(page, 'F9')
  await press(page, 'Delete')
  await two.waitFor({ state: 'detached' })
  await press(page, 'ControlOrMeta+Z')
  await two.waitFor()
})

test('the raw log shows it too', async () => {
  await press(page, 'r')
  await page.waitForURL(/view=raw/)
  await remark(/^Remark on lines \d+-\d+ by/).waitFor()
  await press(page, 'r')
})

test('the other reports of the bucket show it on the same frame, and the bucket lists it', async () => {
  const here = page.url()
  let seen = false
  for (const key of [']', ']', '[', '[']) {
    const before = new URL(page.url()).pathname
    await press(page, key)
    if (new URL(page.url()).pathname === before) continue
    await shown()
    seen ||= (await remark(/from another report of the bucket$/).count()) > 0
    if (seen) break
  }
  expect(seen).toBe(true)
  await accessible()
  await remark(/from another report of the bucket$/)
    .first()
    .getByRole('button', { name: /in another report/ })
    .focus()
  await press(page, 'Enter')
  await page.waitForURL((url) => url.pathname === new URL(here).pathname)
  await shown()

  await press(page, 'u')
  await page.waitForURL(/\/buckets\//)
  await page.getByRole('heading', { name: /^Annotations 2/ }).waitFor()
  await accessible('.annotation-list')
  expect(complaints).toEqual([])
})
