import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openSample } from './scenario.ts'
import { root, startServer, type Server } from './server.ts'

let browser: Browser
let server: Server
let page: Page
const complaints: string[] = []

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
  await idle(page)
}
const differences = async (): Promise<string> => (await page.locator('.compare-place').textContent()) ?? ''
const countOf = (text: string): number => Number(/(\d+)(?: differences?)?$/.exec(text)?.[1] ?? 0)
/** Lines that the comparison says are the same. */
const same = async (): Promise<number> => {
  const counts = (await page.locator('.compare-counts').textContent()) ?? ''
  return Number(/([\d,]+) the same/.exec(counts)?.[1]?.replace(',', ''))
}
const verdict = () => page.getByRole('region', { name: 'Verdict' })

beforeAll(async () => {
  ;[browser, server] = await Promise.all([startBrowser(), startServer()])
  const context = await browser.newContext({
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write']
  })
  page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(server.url)
  await page.getByRole('button', { name: /Import a folder/ }).waitFor()
  await idle(page)
  await openSample(page)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('the two most different reports of a bucket are a key away from it', async () => {
  await press('/')
  await page.keyboard.type('lkdtm_BUG')
  await page.waitForURL(/[?&]q=lkdtm_BUG/)
  // The first leaves the filter for the list, which must have settled before the second opens its row.
  await press('Enter')
  await press('Enter')
  await page.waitForURL(/\/buckets\/[0-9a-f]{12}/)
  await idle(page)
  // A text can be set against the bucket itself, whose newest report stands for it.
  await press('a', 't')
  await page.getByRole('dialog', { name: 'Compare with a text' }).waitFor()
  await page.keyboard.insertText(readFileSync(join(root, 'resources', 'samples', 'lkdtm_WARNING__r612-0.log'), 'utf8'))
  await press('ControlOrMeta+Enter')
  await page.waitForURL(/\/compare\?a=[0-9a-f]{16}-\d+&text=1$/)
  await page.getByText('Not in the corpus').waitFor()
  await page.goBack()
  await page.waitForURL(/\/buckets\/[0-9a-f]{12}/)
  await idle(page)
  await press('a', 'd')
  await page.waitForURL(/\/compare\?a=[0-9a-f]{16}-\d+&b=[0-9a-f]{16}-\d+$/)
  await page.locator('.diff-view .modified .view-line').first().waitFor()
  await idle(page)
  expect(await verdict().textContent()).toMatch(/one bug/)
  expect(countOf(await differences())).toBeGreaterThan(0)
})

test('differences are walked round and round, and a change of theme loses nothing', async () => {
  const count = countOf(await differences())
  await press('n')
  expect(await differences()).toBe(`Difference 1 of ${count}`)
  await press('p')
  expect(await differences()).toBe(`Difference ${count} of ${count}`)
  await press('F7')
  expect(await differences()).toBe(`Difference 1 of ${count}`)
  await press('t', 'd')
  expect(await differences()).toBe(`Difference 1 of ${count}`)
  await press('v')
  await page.locator('.diff-view .view-zones .line-delete').first().waitFor({ state: 'attached' })
  await press('v', 't', 'l')
  // Only what the comparison says differs is marked, or Monaco compares by itself again.
  const marked = await page.locator('.diff-view .view-overlays .char-insert').count()
  expect(marked).toBeGreaterThan(0)
})

test('noise counts when it is asked to, class by class or all at once', async () => {
  const real = countOf(await differences())
  await press('f')
  await page.getByRole('listbox', { name: 'Kinds of noise' }).waitFor()
  const names = await page.getByRole('option').count()
  expect(names).toBeGreaterThan(2)
  await press('End', ' ')
  await press('Escape')
  await page.getByRole('listbox', { name: 'Kinds of noise' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /set aside, 1 counted/ }).waitFor()
  await press('Shift+F')
  await page.getByRole('button', { name: /kinds? of noise set aside/ }).waitFor()
  expect(countOf(await differences())).toBe(real)
  await press('Shift+F')
  await page.getByRole('button', { name: /All but times and prefixes counts/ }).waitFor()
  await press('Shift+F')
  await page.getByRole('button', { name: /kinds? of noise set aside/ }).waitFor()
})

test('the whole logs are compared when it is asked for, and the verdict stays that of the two crashes', async () => {
  const [before, said, real] = [await same(), await verdict().textContent(), countOf(await differences())]
  await press('n')
  expect(await differences()).toMatch(/^Difference /)
  await press('Shift+W')
  await expect.poll(same).toBeGreaterThan(before)
  // Other texts have other differences: none of them is the one that was shown.
  expect(await differences()).toMatch(/^[\d,]+ differences?$/)
  expect(await verdict().textContent()).toBe(said)
  await press('Shift+W')
  await expect.poll(same).toBe(before)
  expect(countOf(await differences())).toBe(real)
})

test('frames are walked, and the text follows', async () => {
  await press('j')
  const frame = page.locator('[data-frame][data-current=true]')
  const name = (await frame.locator('b').first().textContent()) ?? ''
  expect(name).not.toBe('')
  const line = page.locator('.diff-view .view-line').filter({ hasText: name })
  expect(await line.count()).toBeGreaterThan(0)
})

test('the sides are swapped and the texts keep theirs', async () => {
  const before = new URL(page.url()).searchParams
  await press('s')
  await page.waitForURL(({ searchParams }) => searchParams.get('a') === before.get('b'))
  await idle(page)
  await press('s')
  await page.waitForURL(({ searchParams }) => searchParams.get('a') === before.get('a'))
})

test('a report is split off, merged again, and both are undone', async () => {
  await page.getByText('Both are in one bucket.').waitFor()
  await press('Shift+S')
  await page.getByRole('button', { name: /^Same bug/ }).waitFor()
  await press('m')
  await page.getByRole('dialog', { name: 'Merge buckets' }).waitFor()
  await page.getByRole('radio').first().waitFor()
  await press('Enter')
  await page.getByText('Both are in one bucket.').waitFor()
  await press('ControlOrMeta+Z')
  await page.getByRole('button', { name: /^Same bug/ }).waitFor()
  await press('Shift+M')
  await page.getByRole('button', { name: /^Undo/ }).waitFor()
  await press('ControlOrMeta+Z')
  await press('ControlOrMeta+Z')
  await page.getByText('Both are in one bucket.').waitFor()
})

test('a difference is quoted in the note of the bucket, and the comparison is exported', async () => {
  await press('n', 'q')
  await page.getByText(/^Quoted the difference/).waitFor()
  await press('ControlOrMeta+Z')
  await page.getByText(/^Undone: (?:began a|wrote in a) note/).waitFor()
  await press('q')
  await page.getByText(/^Quoted the difference/).waitFor()
  await press('Shift+Y')
  await page.getByText('Comparison copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('lkdtm_BUG')
  const download = page.waitForEvent('download')
  await press('e')
  await page.getByRole('listbox', { name: 'Formats' }).waitFor()
  await press('ArrowDown', 'Enter')
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.md$/)
  expect(readFileSync(await file.path(), 'utf8')).toContain('lkdtm_BUG')
})

test('a key of a command that cannot be given says why', async () => {
  await press('f', 'Escape')
  await press('1')
  await page.waitForURL(/\/reports\//)
  await press('Alt+ArrowLeft')
  await page.locator('.diff-view .modified .view-line').first().waitFor()
  await idle(page)
  await press('q')
  await page.getByText(/^Go to a difference first/).waitFor()
})

test('a text is found in a side, and typing it gives no command', async () => {
  await press('ControlOrMeta+F')
  await page.locator('.find-widget.visible').first().waitFor()
  await page.keyboard.type('lkdtm')
  await expect
    .poll(async () => page.locator('.find-widget.visible .matchesCount').first().textContent())
    .toMatch(/ of \d+/)
  await press('Escape')
  expect(page.url()).toMatch(/\/compare\?/)
})

test('the height of what is known is dragged', async () => {
  const known = page.getByRole('region', { name: 'What is known of both' })
  const before = (await known.boundingBox())?.height ?? 0
  const handle = await page.getByRole('separator', { name: 'Height of what is known of both' }).boundingBox()
  if (!handle) throw new Error('there is no handle')
  await page.mouse.move(handle.x + handle.width / 2, handle.y)
  await page.mouse.down()
  await page.mouse.move(handle.x + handle.width / 2, handle.y - 80, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => (await known.boundingBox())?.height ?? 0).toBeLessThan(before - 40)
})

test('a text is not compared once that is called off, and what cannot be read is said to be so', async () => {
  const url = page.url()
  await press('a', 't')
  const dialog = page.getByRole('dialog', { name: 'Compare with a text' })
  await dialog.waitFor()
  const box = await dialog.getByRole('textbox').boundingBox()
  if (!box) throw new Error('the text is not on show')
  const input = await page.context().newCDPSession(page)
  const drop = async (data: { items: { mimeType: string; data: string }[]; files: string[] }): Promise<void> => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      const place = { x: box.x + 40, y: box.y + 40 }
      await input.send('Input.dispatchDragEvent', { type, ...place, data: { ...data, dragOperationsMask: 1 } })
    }
    await idle(page)
  }
  await drop({ items: [], files: [join(root, 'resources')] })
  await page.getByText('resources cannot be read.').waitFor()
  await drop({ items: [{ mimeType: 'text/plain', data: 'dropped text' }], files: [] })
  expect(await dialog.getByRole('textbox').inputValue()).toBe('dropped text')
  await dialog
    .getByRole('textbox')
    .fill(readFileSync(join(root, 'resources', 'samples', 'lkdtm_WARNING__r612-0.log'), 'utf8'))
  // The second key comes before the answer, as it is sent in the same task.
  await page.evaluate(() => {
    for (const init of [{ key: 'Enter', ctrlKey: true }, { key: 'Escape' }]) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }))
    }
  })
  await dialog.waitFor({ state: 'detached' })
  await idle(page)
  expect(page.url()).toBe(url)
  await page.getByText('Dismiss', { exact: true }).click()
})

test('a pasted text is compared with the report, and a reload says where it went', async () => {
  await press('a', 't')
  await page.getByRole('dialog', { name: 'Compare with a text' }).waitFor()
  // What has no crash stays where it was typed.
  await page.keyboard.insertText('all is well')
  await press('ControlOrMeta+Enter')
  await page.getByRole('alert').getByText('There is no crash in Pasted text.').waitFor()
  await press('ControlOrMeta+A')
  await page.keyboard.insertText(readFileSync(join(root, 'resources', 'samples', 'lkdtm_WARNING__r612-0.log'), 'utf8'))
  await press('ControlOrMeta+Enter')
  await page.waitForURL(/text=2$/)
  await page.getByText('Not in the corpus').waitFor()
  expect(await verdict().textContent()).toMatch(/two bugs/)
  // The note is that of the side that is in the corpus, on whichever side it stands.
  await press('n', 'q')
  await page.getByText(/^Quoted the difference in the note of .*lkdtm_BUG/).waitFor()
  await press('ControlOrMeta+Z')
  await page.getByText(/^Undone: (?:began a|wrote in a) note/).waitFor()
  await press('s')
  await page.waitForURL(/b=.*text=2|text=2.*b=/)
  await page.locator('.diff-view .modified .view-line').first().waitFor()
  await press('n', 'q')
  await page.getByText(/^Quoted the difference in the note of .*lkdtm_BUG/).waitFor()
  await press('s')
  await page.waitForURL(/a=.*text=2|text=2.*a=/)
  await page.reload()
  await page.getByText(/a link cannot carry it/).waitFor()
  await press('u')
  await page.waitForURL(/\/compare\?a=[0-9a-f]{16}-\d+&b=/)
  await page.locator('.diff-view .modified .view-line').first().waitFor()
  await idle(page)
})

test('a bucket is set against itself, and its rows are compared', async () => {
  await press('a', 'a')
  await page.waitForURL(/\/buckets\/[0-9a-f]{12}\/compare$/)
  await page.getByRole('grid', { name: 'Reports by what varies' }).waitFor()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  const tree = page.getByRole('treegrid', { name: 'Stack tree' })
  await tree.waitFor()
  await press('2', 'j', 'j')
  expect(await tree.evaluate((grid) => grid === document.activeElement)).toBe(true)
  await press('Escape', 'x', 'j', 'x', 'c')
  await page.waitForURL(/\/compare\?a=/)
  await page.goBack()
  await tree.waitFor()
  await page.setViewportSize({ width: 720, height: 450 })
  await tree.waitFor({ state: 'detached' })
  await press('2')
  await tree.waitFor()
  expect((await tree.boundingBox())?.height ?? 0).toBeGreaterThan(200)
  await press('1')
  await tree.waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 1280, height: 720 })
  await tree.waitFor()
  await press('a', 'd')
  await page.waitForURL(/\/compare\?a=/)
})

test('the comparison has no accessibility faults that a machine can find, in any theme', async () => {
  await page.locator('.diff-view .modified .view-line').first().waitFor()
  await idle(page)
  for (const theme of ['l', 'd', 'c']) {
    await press('t', theme)
    // Monaco draws its own widgets; what is ours is checked.
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()
    expect(violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.html}`)).toEqual([])
    for (const open of [['f'], ['w'], ['e'], ['a', 't']]) {
      await press(...open)
      await page.getByRole('dialog').waitFor()
      const inDialog = await new AxeBuilder({ page }).include('[role=dialog]').analyze()
      expect(inDialog.violations.map(({ id, nodes }) => `${theme} ${open.join()} ${id}: ${nodes[0]?.html}`)).toEqual([])
      await press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  }
})

test('nothing was refused or thrown on the way', () => {
  expect(complaints).toEqual([])
})
