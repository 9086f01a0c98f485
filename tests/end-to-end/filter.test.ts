import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openSample, press } from './scenario.ts'
import { startServer, type Server } from './server.ts'

let browser: Browser
let server: Server
let page: Page

const field = () => page.getByRole('combobox', { name: 'Filter the buckets' })
const facet = (group: string, name: RegExp) =>
  page.getByRole('region', { name: 'Facets' }).getByRole('region', { name: group }).getByRole('button', { name })
const rows = async (): Promise<number> => {
  await idle(page)
  return (await page.getByRole('grid').getByRole('row').count()) - 1
}

beforeAll(async () => {
  ;[browser, server] = await Promise.all([startBrowser(), startServer()])
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(server.url)
  await page.getByRole('button', { name: /Import a folder/ }).waitFor()
  await openSample(page)
  await page.getByRole('grid', { name: 'Buckets' }).waitFor()
})
beforeEach(async () => {
  await press(page, '/')
  await field().fill('')
  await idle(page)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('what is typed and what is clicked in the sidebar are one filter', async () => {
  const all = await rows()
  await field().pressSequentially('kind:bug')
  await page.waitForURL(/q=kind:bug/)
  const bugs = await rows()
  expect(bugs).toBeGreaterThan(0)
  expect(bugs).toBeLessThan(all)
  expect(await facet('Kinds', /^BUG/).getAttribute('aria-pressed')).toBe('true')
  await facet('Kinds', /^Warning/).click()
  await page.waitForURL(/q=kind:bug,warning/)
  expect(await field().inputValue()).toBe('kind:bug,warning')
  expect(await rows()).toBeGreaterThan(bugs)
  await facet('Kinds', /^BUG/).click()
  await page.waitForURL(/q=kind:warning/)
  await press(page, '/')
  await field().fill('-kind:warning')
  await page.waitForURL(/q=-kind:warning/)
  expect(await facet('Kinds', /^Warning/).getAttribute('aria-pressed')).toBe('false')
  expect(await rows()).toBeLessThan(all)
})

test('a field and its value are completed by keys alone, and Enter goes on to the list', async () => {
  await field().focus()
  await page.keyboard.type('st')
  await page.getByRole('option', { name: /^status:/ }).waitFor()
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
  await press(page, 'Tab')
  await page.getByRole('option', { name: 'looking' }).waitFor()
  await press(page, 'ArrowDown')
  await press(page, 'Enter')
  expect(await field().inputValue()).toBe('status:new')
  await press(page, 'Enter')
  await page.waitForURL(/q=status:new/)
  expect(await page.getByRole('listbox').count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
})

test('a field that there is not is answered with those that there are', async () => {
  await field().fill('prio:high')
  await page
    .getByText('There is no field "prio"; the fields are status, priority, owner, tag, has, kind and kernel.')
    .waitFor()
  await field().fill('status:ne')
  await page.getByText('There is no field').waitFor({ state: 'hidden' })
  expect(await page.getByText('is not a value of status').isVisible()).toBe(false)
  await press(page, 'Escape')
  await press(page, 'Enter')
  await page.getByText('"ne" is not a value of status; it has new, looking').waitFor()
})

test('reports are filtered in the same language', async () => {
  await press(page, 'Escape', 'g', 'r')
  await page.getByRole('grid', { name: 'Reports' }).waitFor()
  const all = await rows()
  const reports = page.getByRole('combobox', { name: 'Filter the reports' })
  await press(page, '/')
  await reports.pressSequentially('kind:han')
  await press(page, 'Tab')
  expect(await reports.inputValue()).toMatch(/^kind:hang/)
  await page.waitForURL(/q=kind:hang/)
  const hangs = await rows()
  expect(hangs).toBeGreaterThan(0)
  expect(hangs).toBeLessThan(all)
  await reports.fill('nothing:here')
  await page.getByText(/There is no field "nothing"/).waitFor()
})
