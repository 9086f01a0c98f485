import { AxeBuilder } from '@axe-core/playwright'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openBucket, openSample, press } from './scenario.ts'
import { startServer, type Server } from './server.ts'

const title = 'kernel BUG in lkdtm_BUG'
const words = 'Not <img src=x onerror=alert(1)> a bug'

let browser: Browser
let server: Server
let page: Page
const complaints: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'oopsdesk-exports-'))

const openWindow = async (at: Server): Promise<Page> => {
  const opened = await (await browser.newContext()).newPage()
  opened.on('pageerror', (error) => complaints.push(error.message))
  opened.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await opened.goto(at.url)
  await opened.getByRole('button', { name: /Import a folder/ }).waitFor()
  return opened
}

beforeAll(async () => {
  ;[browser, server] = await Promise.all([startBrowser(), startServer()])
  page = await openWindow(server)
  await openSample(page)
  await openBucket(page, title)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const dialog = () => page.getByRole('dialog', { name: 'Export' })
const accessible = async (on: Page): Promise<void> => {
  await idle(on)
  const { violations } = await new AxeBuilder({ page: on }).include('[role=dialog]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

/** Asks for an export; keys typed before the dialog has the focus would be those of the view behind it. */
const ask = async (): Promise<void> => {
  await press(page, 'e')
  await dialog().locator('input[type=radio]:focus').waitFor()
}
const askForNextFormat = async (): Promise<void> => {
  await ask()
  await press(page, 'ArrowDown')
}

/** Saves what the dialog shows, and answers the file's path. */
const saved = async (): Promise<string> => {
  const download = page.waitForEvent('download')
  await press(page, 'ControlOrMeta+Enter')
  const file = await download
  await dialog().waitFor({ state: 'detached' })
  await idle(page)
  const path = join(folder, file.suggestedFilename())
  await file.saveAs(path)
  return path
}

/** A window that is behind another draws nothing, and one that opens has no commands yet: it must have drawn first. */
const importFile = async (on: Page, file: string): Promise<void> => {
  await on.bringToFront()
  await idle(on)
  const chooser = on.waitForEvent('filechooser')
  await on.keyboard.press('ControlOrMeta+I')
  await (await chooser).setFiles(file)
}

/** From the bucket to the one remark in it. */
const openRemark = async (on: Page): Promise<void> => {
  await on.locator('.annotation-list button').first().focus()
  await press(on, 'Enter')
  await on.getByRole('region', { name: /^Remark on/ }).waitFor()
  await idle(on)
}
const rewrite = async (on: Page, text: string): Promise<void> => {
  await press(on, 'l')
  await on.keyboard.press('ControlOrMeta+A')
  await on.keyboard.type(text)
  await press(on, 'ControlOrMeta+Enter')
  await on
    .getByRole('region', { name: /^Remark on/ })
    .getByText(text)
    .waitFor()
}

test('a bucket is exported in every format by keys, and the choice is remembered', async () => {
  await press(page, 'Enter')
  await page.locator('[data-read-only-editor] .view-line').first().waitFor()
  await press(page, 'j', 'l')
  await page.keyboard.type(words)
  await press(page, 'ControlOrMeta+Enter')
  await page.getByRole('region', { name: /^Remark on/ }).waitFor()
  await press(page, 'u')
  await page.waitForURL(/\/buckets\/[0-9a-f]{12}/)
  await page.getByRole('heading', { name: 'Annotations 1' }).waitFor()

  await ask()
  await dialog()
    .getByRole('radio', { name: /^Markdown/ })
    .and(page.locator(':focus'))
    .waitFor()
  await dialog().getByLabel('Beginning of the file').getByText(title).first().waitFor()
  await accessible(page)
  const markdown = await saved()
  expect(markdown).toMatch(/\.md$/)
  expect(readFileSync(markdown, 'utf8')).toContain('onerror')

  // The next format is one key further, for the last one is remembered.
  await askForNextFormat()
  await page.frameLocator('iframe').getByText(title).first().waitFor()
  // What looks for faults is a script, which the page of the preview lets nobody run.
  await dialog().getByRole('button', { name: 'Text' }).click()
  await accessible(page)
  const html = readFileSync(await saved(), 'utf8')
  expect(html).not.toMatch(/<img src=x|<script/)

  await askForNextFormat()
  await dialog().getByRole('textbox', { name: 'To' }).fill('list@example.org')
  await dialog().getByRole('combobox', { name: 'Command' }).selectOption('fix')
  await dialog().getByRole('textbox', { name: 'Full title' }).fill('lkdtm: do not crash where it is not asked for')
  await dialog().getByText('#syz fix: lkdtm: do not crash where it is not asked for', { exact: true }).waitFor()
  await accessible(page)
  const mail = readFileSync(await saved(), 'utf8')
  expect(mail).toMatch(/^To: list@example\.org\r?$/m)
  expect(mail).toMatch(/^#syz fix: lkdtm: do not crash where it is not asked for\r?$/m)

  await askForNextFormat()
  expect(readFileSync(await saved(), 'utf8')).toContain(title)
  await askForNextFormat()
  expect(JSON.parse(readFileSync(await saved(), 'utf8'))).toMatchObject({ format: 'oopsdesk-export', version: 1 })
  expect(complaints).toEqual([])
})

test('a bundle is exported, and imported into another corpus', async () => {
  await askForNextFormat()
  await dialog().getByText('One compressed file').waitFor()
  await accessible(page)
  const bundle = await saved()
  expect(bundle).toMatch(/\.oopsdesk-bundle$/)

  const other = await startServer()
  try {
    const colleague = await openWindow(other)
    await press(colleague, 'g', 'd')
    await colleague.waitForURL(/\/buckets/)
    await idle(colleague)
    await importFile(colleague, bundle)
    const summary = colleague.getByRole('dialog', { name: /^Imported / })
    await summary.getByText('3 logs are new.').waitFor()
    await accessible(colleague)
    await press(colleague, 'Enter')
    await summary.waitFor({ state: 'detached' })
    await openBucket(colleague, title)
    await colleague.getByRole('heading', { name: 'Annotations 1' }).waitFor()

    // The same again brings nothing.
    await importFile(colleague, bundle)
    await summary.getByText('Nothing was changed.').waitFor()
    await press(colleague, 'Enter')

    // Both change the remark: both texts stand side by side, until one is chosen.
    await openRemark(colleague)
    await rewrite(colleague, 'What the colleague says')
    await openRemark(page)
    await rewrite(page, 'What I say')
    await press(page, 'u')
    await page.waitForURL(/\/buckets\/[0-9a-f]{12}/)
    await ask()
    await importFile(colleague, await saved())
    await summary.getByRole('link', { name: title }).waitFor()
    await accessible(colleague)
    await press(colleague, 'Enter')
    const remark = colleague.getByRole('region', { name: /^Remark on/ })
    await remark.getByText('What I say').waitFor()
    await remark.getByText('What the colleague says').waitFor()
    await idle(colleague)
    await remark
      .locator('.annotation-text')
      .filter({ hasText: 'What I say' })
      .getByRole('button', { name: 'Keep this' })
      .focus()
    await press(colleague, 'Enter')
    await remark.getByText('What the colleague says').waitFor({ state: 'detached' })
    await remark.getByText('What I say').waitFor()
  } finally {
    await other.stop()
  }
})

test('the selected buckets of a list are exported, or all of it', async () => {
  await press(page, 'g', 'b')
  await page.getByRole('grid', { name: 'Buckets' }).waitFor()
  await page.keyboard.press('Escape')
  await press(page, 'g', 'g', 'x', 'j', 'x', 'e')
  await dialog().getByRole('radio', { name: 'The 2 selected buckets' }).waitFor()
  await dialog()
    .getByRole('radio', { name: /^Mail draft/ })
    .check()
  await dialog()
    .getByText(/about one bucket, and 2 were chosen/)
    .waitFor()
  await dialog().getByRole('radio', { name: /^CSV/ }).check()
  await idle(page)
  expect(
    readFileSync(await saved(), 'utf8')
      .trim()
      .split(/\r?\n/).length
  ).toBeGreaterThanOrEqual(3)
})
