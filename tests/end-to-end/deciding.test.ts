import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openBucket, openSample, press } from './scenario.ts'
import { startServer, type Server } from './server.ts'

/** Three reports of two kernels and architectures, in one bucket of the sample. */
const title = 'kernel BUG in lkdtm_BUG'

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
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const reports = (count: number): Promise<void> => page.getByRole('tab', { name: `Reports ${count}` }).waitFor()
const said = (text: RegExp): Promise<void> => page.locator('.done-text').getByText(text).waitFor()

/** Nothing that a machine finds wrong for those who do not see or point. */
const accessible = async (): Promise<void> => {
  await idle(page)
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
}

const comparedAndBack = async (part: RegExp): Promise<void> => {
  await page.waitForURL(/\/compare\?a=[0-9a-f]{16}-\d+&b=[0-9a-f]{16}-\d+/)
  await page.locator('.monaco-diff-editor .modified .view-line').first().waitFor()
  await press(page, 'Escape')
  await page.waitForURL(part)
  await idle(page)
}

test('the stack tree shows where stacks part, and compares the branches', async () => {
  await page.getByText(/3 reports of 2 signatures that are alike/).waitFor()
  await press(page, '2')
  const tree = page.getByRole('treegrid', { name: 'Stack tree' })
  await tree
    .getByRole('row', { name: /lkdtm_do_action/ })
    .first()
    .waitFor()
  const rows = async (): Promise<number> => Number(await tree.getAttribute('aria-rowcount'))
  const folded = await rows()
  await press(page, 'z', 'o')
  expect(await rows()).toBeGreaterThan(folded)
  await press(page, 'z', 'c')
  expect(await rows()).toBe(folded)
  await accessible()
  await press(page, 'Shift+G', 'c')
  await comparedAndBack(/show=tree/)
  await press(page, 'Shift+G', 'Enter')
  await page.waitForURL(/\/reports\/[0-9a-f]{16}-\d+/)
  await press(page, 'Alt+ArrowLeft')
  await page.waitForURL(/show=tree/)
})

test('similar buckets are compared, merged and taken apart again', async () => {
  await press(page, '3')
  const similar = page.getByRole('grid', { name: 'Similar buckets' })
  await similar.getByRole('row').first().waitFor()
  await accessible()
  await press(page, 'c')
  await comparedAndBack(/show=similar/)
  const before = await similar.getByRole('row').count()
  await press(page, 'm')
  await said(/merged into "kernel BUG in lkdtm_BUG"/)
  await page.getByRole('tab', { name: /Reports [4-9]/ }).waitFor()
  // In a low window these stand behind their heading.
  await press(page, 'o')
  await page
    .getByRole('region', { name: 'Decisions' })
    .getByText(/merged into/)
    .waitFor()
  expect(await similar.getByRole('row').count()).toBeLessThan(before)
  await press(page, 'ControlOrMeta+Z')
  await said(/^Undone: /)
  await reports(3)
  expect(await page.getByRole('region', { name: 'Decisions' }).count()).toBe(0)
})

test('what is typed is undone in the note, not the decision', async () => {
  await press(page, 'Shift+M')
  await said(/./)
  await press(page, 'n')
  await page.keyboard.type('known')
  await press(page, 'ControlOrMeta+Z')
  await press(page, 'Escape')
  await page.getByRole('region', { name: 'Decisions' }).waitFor()
  await page.getByRole('region', { name: 'Decisions' }).getByRole('button', { name: 'Undo' }).click()
  await said(/^Undone: /)
})

test('the timeline stands in figures too', async () => {
  await press(page, '4')
  await page.getByText(/^Reports by day, UTC/).waitFor()
  await page.getByText('In figures').click()
  await page.getByRole('table', { name: 'Reports by day and kernel' }).waitFor()
  await accessible()
})

test('two reports tell why they are together, and lead to their comparison', async () => {
  await press(page, '1')
  await press(page, 'x', 'j', 'x', 'w')
  const dialog = page.getByRole('dialog', { name: 'Why these are together' })
  await dialog.getByText('chance that they are one bug').waitFor()
  expect(await dialog.getByRole('listitem').count()).toBeGreaterThan(1)
  await accessible()
  await press(page, 'c')
  await comparedAndBack(/\/buckets\/[0-9a-f]{12}$/)
  await press(page, 'Escape')
})

test('a report is split off, and comes back when that is undone', async () => {
  await press(page, 'g', 'g', 'x', 'Shift+S')
  await reports(2)
  await said(/./)
  await page.getByRole('link', { name: 'Show the bucket' }).click()
  await reports(1)
  await page.getByRole('region', { name: 'Decisions' }).getByRole('button', { name: 'Undo' }).click()
  await reports(3)
})

test('buckets are merged in their list after what will come of it was read', async () => {
  await press(page, 'g', 'b')
  await page.getByRole('grid', { name: 'Buckets' }).waitFor()
  await press(page, 'g', 'g', 'x', 'j', 'x', 'm')
  const dialog = page.getByRole('dialog', { name: 'Merge buckets' })
  await dialog.getByText(/^Merge 2 buckets into one of \d+ reports/).waitFor()
  await dialog.getByText(/chance that they are one bug|buckets most like the other/).waitFor()
  await accessible()
  await press(page, 'Enter')
  await said(/merged into/)
  await press(page, 'ControlOrMeta+Z')
  await said(/^Undone: /)
})

test('a duplicate is marked in the list', async () => {
  await press(page, 'g', 'g', 'd')
  await page.getByRole('dialog', { name: 'Duplicate of another bucket' }).waitFor()
  await page.keyboard.type('lkdtm_WARNING')
  await page.getByRole('option', { name: /lkdtm_WARNING/ }).waitFor()
  await accessible()
  await press(page, 'Enter')
  await page.getByRole('grid', { name: 'Buckets' }).getByRole('link', { name: 'Duplicate' }).waitFor()
  await press(page, 'ControlOrMeta+Z')
  await page.getByRole('link', { name: 'Duplicate' }).waitFor({ state: 'detached' })
})

test('regrouping says what it would change before it changes anything', async () => {
  await press(page, 'Shift+R')
  await page.getByText(/makes the same \d+ buckets/).waitFor()
  await accessible()
  await press(page, 'Escape')
  await page.waitForURL(/\/buckets/)
})

test('nothing was thrown on the way', () => expect(complaints).toEqual([]))
