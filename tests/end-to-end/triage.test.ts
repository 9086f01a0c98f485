import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openBucket, openSample, press } from './scenario.ts'
import { startServer, type Server } from './server.ts'

/** Two buckets of the sample, by their titles. */
const first = 'kernel BUG in lkdtm_BUG'
const second = 'WARNING in lkdtm_WARNING'

let browser: Browser
let server: Server
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  ;[browser, server] = await Promise.all([startBrowser(), startServer()])
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  page.setDefaultTimeout(12_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(server.url)
  await page.getByRole('button', { name: /Import a folder/ }).waitFor()
  await openSample(page)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** Nothing that a machine finds wrong for those who do not see or point. */
const accessible = async (): Promise<void> => {
  await idle(page)
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([])
}

const said = (text: RegExp): Promise<void> => page.locator('.done-text').getByText(text).waitFor()
const field = (window: Page): Locator => window.getByRole('textbox', { name: 'Note', exact: true })
const note = (): Locator => field(page)
const saved = (): Promise<void> =>
  page
    .getByText(/^Saved \d/)
    .first()
    .waitFor()

const write = async (text: string): Promise<void> => {
  await press(page, 'n')
  await page.keyboard.type(text)
  await saved()
  await idle(page)
}

/** The buckets, filtered by a word, with the focus on the list. */
const toList = async (word: string): Promise<void> => {
  await press(page, 'g', 'b')
  await page.getByRole('grid', { name: 'Buckets' }).waitFor()
  await press(page, '/')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(word)
  await page.waitForURL((url) => (url.searchParams.get('q') ?? '') === word)
  await press(page, 'Enter')
}
const row = (title: string): Locator => page.getByRole('grid').getByRole('row').filter({ hasText: title })

test('notes are written on two buckets, with a link found by its sign', async () => {
  await openBucket(page, second)
  await write('Not ours.')
  await press(page, 'Escape')
  await openBucket(page, first)
  await write('## Found\n\n- [ ] ask the author\n\nSee #lkdtm_WARN')
  const links = page.getByRole('listbox', { name: 'Link to' })
  await links.getByRole('option', { name: second }).first().waitFor()
  await accessible()
  await press(page, 'Enter')
  await links.waitFor({ state: 'detached' })
  expect(await note().inputValue()).toMatch(/See \[WARNING in lkdtm_WARNING\]\(\/buckets\/[0-9a-f]{12}\) $/)
  await saved()
  await press(page, 'Escape')
  await page.getByRole('region', { name: 'Preview of the note' }).getByRole('link', { name: second }).waitFor()
  await accessible()
})

test('a box is ticked in the preview', async () => {
  await page.getByRole('checkbox', { name: 'ask the author' }).focus()
  await press(page, 'Space')
  await saved()
  expect(await note().inputValue()).toContain('- [x] ask the author')
  const url = page.url()
  await page.reload()
  await note().waitFor()
  expect(page.url()).toBe(url)
  expect(await note().inputValue()).toContain('- [x] ask the author')
  await idle(page)
})

test('an older text comes back out of the history, and the newer one stays in it', async () => {
  await press(page, 'Shift+N')
  const dialog = page.getByRole('dialog', { name: 'History of the note' })
  await dialog.getByRole('button', { name: 'Restore this text' }).waitFor()
  const versions = await dialog.getByRole('radio').count()
  expect(versions).toBeGreaterThan(1)
  await accessible()
  await press(page, 'Tab', 'Tab', 'Tab', 'Enter')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => note().inputValue()).toContain('- [ ] ask the author')
  await idle(page)
  await press(page, 'Shift+N')
  await expect.poll(() => dialog.getByRole('radio').count()).toBe(versions + 1)
  await press(page, 'Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('status, priority and tags are set on a selection as one act each', async () => {
  await toList('lkdtm')
  await row(first).waitFor()
  await press(page, 'ControlOrMeta+A')
  const selected = await page.getByRole('row', { selected: true }).count()
  expect(selected).toBeGreaterThan(1)
  await press(page, 'v', 'c')
  await said(new RegExp(`^Status: confirmed, ${selected} buckets`))
  await press(page, 'p', 'h', 'Shift+T')
  const dialog = page.getByRole('dialog', { name: /^Tags/ })
  await dialog.getByRole('combobox').waitFor()
  await page.keyboard.type('flaky')
  await press(page, 'Enter')
  await dialog.getByRole('list', { name: 'Tags' }).getByText('flaky').waitFor()
  await accessible()
  await press(page, 'Enter')
  await dialog.waitFor({ state: 'detached' })
  await row(first).getByText('Confirmed').waitFor()
  await row(second).getByText('High').waitFor()
  await row(second).getByText('flaky').waitFor()
  await accessible()
  const status = page.getByRole('region', { name: 'Facets' }).getByRole('region', { name: 'Status' })
  await status.getByRole('button', { name: `Confirmed ${selected}` }).waitFor()
  await press(page, 'ControlOrMeta+Z', 'ControlOrMeta+Z')
  await said(/^Undone: set the priority to high/)
  await row(first).getByText('flaky').waitFor({ state: 'detached' })
  await row(first).getByText('Confirmed').waitFor()
  await press(page, 'ControlOrMeta+Shift+Z')
  await said(/^Done again: set the priority to high/)
  await row(first).getByText('High').waitFor()
  await press(page, 'Escape')
})

test('a fix is asked for, and what is no fix is refused in words', async () => {
  await toList(second)
  await press(page, 'v', 'f')
  const dialog = page.getByRole('dialog', { name: 'Fixed' })
  await dialog.getByRole('textbox', { name: 'Commit' }).waitFor()
  await page.keyboard.type('next week')
  await press(page, 'Enter')
  await dialog.getByText('A commit is 7 to 40 hex digits.').waitFor()
  await accessible()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('1234567890ab ("lkdtm: warn less")')
  await press(page, 'Enter')
  await said(/^Status: fixed by 1234567890ab "lkdtm: warn less"/)
  await row(second).getByText('Fixed').waitFor()
  await press(page, 'v', 'g')
  await page.getByRole('dialog', { name: 'Ignored' }).getByRole('radio').first().waitFor()
  await accessible()
  await press(page, 'Escape')
  await press(page, 'Shift+O')
  await page.getByRole('dialog', { name: 'Owner' }).waitFor()
  await page.keyboard.type('Jane Doe')
  await press(page, 'Enter')
  await said(/^Owner: Jane Doe/)
  await row(second).getByText('Jane Doe').waitFor()
})

test('a facet is part of the URL', async () => {
  await toList('lkdtm')
  const owners = page.getByRole('region', { name: 'Facets' }).getByRole('region', { name: 'Owners' })
  await owners.getByRole('button', { name: 'Jane Doe 1' }).focus()
  await press(page, 'Enter')
  await page.waitForURL(/owner:%22Jane%20Doe%22/)
  await idle(page)
  expect(await page.getByRole('grid').getByRole('row').count()).toBe(2)
  await press(page, 'Alt+ArrowLeft')
  await row(first).waitFor()
})

test('a merged bucket shows both notes, and parts with them when that is undone', async () => {
  await toList('lkdtm_')
  await row(first).waitFor()
  await row(second).waitFor()
  await press(page, 'g', 'g')
  for (const title of [first, second]) {
    await press(page, 'g', 'g')
    for (let at = 0; at < 20 && !(await row(title).getAttribute('data-cursor')); at++) await press(page, 'j')
    await press(page, 'x')
  }
  await press(page, 'm')
  const dialog = page.getByRole('dialog', { name: 'Merge buckets' })
  await dialog.getByText(/^Merge 2 buckets into one/).waitFor()
  await press(page, 'Enter')
  await said(/merged into/)
  await openBucket(page, first)
  const notes = page.getByRole('region', { name: 'Notes' })
  await notes.getByRole('heading', { name: `From ${second}` }).waitFor()
  expect(await note().inputValue()).toContain('ask the author')
  expect(await notes.getByRole('textbox', { name: `From ${second}` }).inputValue()).toBe('Not ours.')
  await accessible()
  await page.reload()
  await notes.getByRole('heading', { name: `From ${second}` }).waitFor()
  await idle(page)
  await press(page, 'ControlOrMeta+Z')
  await said(/^Undone: .*merged into/)
  await notes.getByRole('heading', { name: `From ${second}` }).waitFor({ state: 'detached' })
  await press(page, 'ControlOrMeta+Shift+Z')
  await said(/^Done again: /)
  await notes.getByRole('heading', { name: `From ${second}` }).waitFor()
  await press(page, 'ControlOrMeta+Z')
  await notes.getByRole('heading', { name: `From ${second}` }).waitFor({ state: 'detached' })
  await openBucket(page, second)
  expect(await note().inputValue()).toBe('Not ours.')
})

test('the activity of a bucket stands beside it', async () => {
  await press(page, '5')
  const side = page.getByRole('region', { name: 'Activity of the bucket' })
  await side.getByText('made Jane Doe the owner').waitFor()
  await accessible()
  await press(page, 'n')
  await note().waitFor()
  await expect.poll(() => note().evaluate((field) => field === document.activeElement)).toBe(true)
  await press(page, 'Escape')
})

test('any act is taken back on the activity page, and done again', async () => {
  await press(page, 'g', 'a')
  const grid = page.getByRole('grid', { name: 'Activity' })
  const owner = grid.getByRole('row').filter({ hasText: 'made Jane Doe the owner' }).last()
  await owner.waitFor()
  await accessible()
  for (let at = 0; at < 30 && !(await owner.getAttribute('data-cursor')); at++) await press(page, 'j')
  await press(page, 'Shift+U')
  await said(/^Undone: made Jane Doe the owner/)
  await owner.getByText('undone').waitFor()
  await accessible()
  await press(page, 'Shift+U')
  await said(/^Done again: made Jane Doe the owner/)
  await owner.getByText('undone').waitFor({ state: 'detached' })
})

test('the name on acts is changed in one place', async () => {
  await press(page, 'ControlOrMeta+K')
  await page.keyboard.type('author')
  await press(page, 'Enter')
  const dialog = page.getByRole('dialog', { name: 'Whose name stands on changes' })
  await dialog.waitFor()
  await accessible()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Joe Doe <joe@example.org>')
  await press(page, 'Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('You are Joe Doe').waitFor()
  await openBucket(page, first)
  await press(page, 'Shift+A')
  await said(/^Owner: Joe Doe/)
})

test('a report has a note of its own, which links lines', async () => {
  await press(page, 'Enter')
  await page.waitForURL(/\/reports\/[0-9a-f]{16}-\d+/)
  await page.locator('[data-read-only-editor]').getByText('kernel BUG at').first().waitFor()
  await press(page, 'n')
  await note().waitFor()
  await expect.poll(() => note().evaluate((text) => text === document.activeElement)).toBe(true)
  // A function that the report has on every architecture.
  await page.keyboard.type('The trap: @lkdtm_BUG')
  await page.getByRole('listbox', { name: 'Link to' }).getByRole('option').first().waitFor()
  await press(page, 'Enter')
  expect(await note().inputValue()).toMatch(/\[line \d+\]\(\/reports\/[0-9a-f]{16}-\d+\?line=\d+\)/)
  await saved()
  await press(page, 'Escape')
  await accessible()
  await page.getByRole('tab', { name: 'Outline' }).focus()
  await press(page, 'Enter')
})

test('two windows that write the same note lose nothing', async () => {
  await openBucket(page, second)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await field(other).waitFor()
  await idle(other)
  await field(page).fill('Mine.')
  await field(other).fill('Theirs.')
  const apart = page.getByRole('alert')
  const elsewhere = other.getByRole('alert')
  await Promise.race([
    apart.getByText('changed elsewhere').waitFor(),
    elsewhere.getByText('changed elsewhere').waitFor()
  ])
  const asked = (await elsewhere.count()) > 0 ? other : page
  await asked.getByRole('alert').getByRole('button', { name: 'Keep both' }).focus()
  await asked.keyboard.press('Enter')
  await expect.poll(() => field(asked).inputValue()).toMatch(/Mine\.[^]*Theirs\.|Theirs\.[^]*Mine\./)
  await idle(asked)
  await expect.poll(() => field(page).inputValue()).toBe(await field(other).inputValue())
  await other.close()
})

test('nothing was thrown on the way', () => expect(complaints).toEqual([]))
