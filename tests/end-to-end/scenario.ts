import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { idle } from './browser.ts'

const appendix = 'kernel BUG in bch2_btree_path_level_init'
const twins = 'kernel BUG in lkdtm_BUG'
const note = '## Found\n\n- [x] the path level is off by one\n'

export const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
  await idle(page)
}

/** Opens a bucket by its title from anywhere in its corpus, by keys. */
export const openBucket = async (page: Page, title: string): Promise<void> => {
  await press(page, 'g', 'b')
  await page.getByRole('grid').waitFor()
  await press(page, '/')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(title)
  await page.getByRole('row').filter({ hasText: title }).first().waitFor()
  await page.waitForURL(/[?&]q=/)
  // The first leaves the filter for the list, which must have settled before the second opens its row.
  await press(page, 'Enter')
  await press(page, 'Enter')
  await page.waitForURL(/\/buckets\/[0-9a-f]{12}/)
  await page.getByRole('heading', { name: title }).waitFor()
  await idle(page)
}

/** Opens the shipped corpus from the start page, by keys. */
export const openSample = async (page: Page): Promise<void> => {
  await press(page, 'g', 's')
  await page.waitForURL(/\/c\/[a-z2-7]{10}\/buckets/)
  await idle(page)
}

/** What one person does on a first day, from the bucket list to a note in hand. The corpus holds the sample's logs. */
export const walkTheScenario = async (page: Page): Promise<void> => {
  await openBucket(page, appendix)

  // Read: the report, its outline, its sections folded and unfolded, the raw log at the same place.
  await press(page, 'Enter')
  await page.waitForURL(/\/reports\/[0-9a-f]{16}-0/)
  const editor = page.locator('[data-read-only-editor]')
  await editor.getByText('kernel BUG at').first().waitFor()
  await page
    .getByRole('treeitem', { name: /bch2_gc_btrees/ })
    .first()
    .click()
  await idle(page)
  await editor.getByText('bch2_gc_btrees').first().waitFor()
  const linesShown = (): Promise<number> => editor.locator('.view-line').count()
  const open = await linesShown()
  await press(page, 'z', 'c')
  await expect.poll(linesShown).toBeLessThan(open)
  const folded = await linesShown()
  await press(page, 'z', 'o')
  await expect.poll(linesShown).toBeGreaterThan(folded)
  await press(page, 'r')
  await page.waitForURL(/view=raw/)
  await editor.getByText('bch2_gc_btrees').first().waitFor()
  await press(page, 'r', 'u')
  await page.waitForURL(/\/buckets\/[0-9a-f]{12}/)

  // Write: a note saves itself, and a reload of the same URL has it.
  await press(page, 'n')
  await page.keyboard.type(note)
  await page.getByText(/^Saved \d/).waitFor()
  await page.getByRole('region', { name: 'Preview of the note' }).getByRole('heading', { name: 'Found' }).waitFor()
  const url = page.url()
  await page.reload()
  await page.getByRole('textbox', { name: 'Note' }).waitFor()
  expect(page.url()).toBe(url)
  expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe(note)
  await idle(page)

  // Send on: the export holds the note and the report.
  const download = page.waitForEvent('download')
  await press(page, 'e')
  await page.getByRole('dialog', { name: 'Export' }).waitFor()
  await press(page, 'ControlOrMeta+Enter')
  const file = await (await download).path()
  const exported = readFileSync(file, 'utf8')
  expect(exported).toContain(appendix)
  expect(exported).toContain('the path level is off by one')
  expect(exported).toContain('RIP: 0010:bch2_btree_path_level_init+0x9f5/0xa20')

  // Compare: two reports of one bucket, side by side.
  await openBucket(page, twins)
  await press(page, 'x', 'j', 'x', 'c')
  await page.waitForURL(/\/compare\?/)
  await page.locator('.monaco-diff-editor .modified .view-line').first().waitFor()
  await page
    .getByText(/\d+ differences?/)
    .first()
    .waitFor()
  await press(page, 'n')
  await press(page, 'Alt+ArrowLeft')
  await page.waitForURL(/\/buckets\/[0-9a-f]{12}/)

  // The theme changes by key, and the palette finds commands.
  await press(page, 't', 'd')
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  await press(page, 't', 'c')
  expect(await page.locator('html').getAttribute('data-theme')).toMatch(/^contrast-/)
  await press(page, 'ControlOrMeta+K')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('theme light')
  await press(page, 'Enter')
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
  await press(page, '?')
  await page.getByRole('dialog').getByText('Compare the two selected').waitFor()
  await press(page, 'Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
