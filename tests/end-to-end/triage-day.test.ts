import { Ajv2020 } from 'ajv/dist/2020.js'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, startBrowser } from './browser.ts'
import { openBucket, openSample, press } from './scenario.ts'
import { root, spawnOopsdesk, startServer, type Server } from './server.ts'

/** Two buckets of the sample: the first has three reports, the second one. */
const first = {
  title: 'kernel BUG in lkdtm_BUG',
  note: 'Fires on every architecture.',
  remark: 'The trap of the test.',
  tag: 'lkdtm'
}
const second = {
  title: 'WARNING in lkdtm_WARNING',
  note: 'Asked the list about this one.',
  remark: 'Here it warns.',
  tag: 'noise'
}
const fix = { commit: '1234567890ab', title: 'lkdtm: warn less' }

let browser: Browser
let server: Server
let page: Page
const complaints: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'oopsdesk-triage-day-'))

/** A window that tells of all that went wrong in it, and of what it asked of anybody but its server. */
const openWindow = async (at: Server): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const { host } = new URL(at.url)
  context.on('request', (request) => {
    const { protocol, host: asked } = new URL(request.url())
    if (/^(?:https?|wss?):$/.test(protocol) && asked !== host) complaints.push(`asked ${request.url()}`)
  })
  const opened = await context.newPage()
  opened.setDefaultTimeout(30_000)
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
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const said = (text: RegExp): Promise<void> => page.locator('.done-text').getByText(text).waitFor()
const row = (title: string): Locator => page.getByRole('grid').getByRole('row').filter({ hasText: title })

const focused = (element: Locator): Promise<boolean> => element.evaluate((one) => one === document.activeElement)

/** Goes to what has no key of its own. */
const tabTo = async (on: Page, element: Locator): Promise<void> => {
  await element.waitFor()
  for (let at = 0; at < 80 && !(await focused(element)); at++) await press(on, 'Tab')
  expect(await focused(element)).toBe(true)
}

const cursorTo = async (on: Page, wanted: Locator): Promise<void> => {
  await wanted.waitFor()
  await press(on, 'g', 'g')
  for (let at = 0; at < 40 && (await wanted.getAttribute('data-cursor')) === null; at++) await press(on, 'j')
  expect(await wanted.getAttribute('data-cursor')).not.toBeNull()
}

/** Opens a bucket from the filtered list by its own row, whichever else matches. */
const openByRow = async (on: Page, title: string): Promise<void> => {
  await press(on, 'g', 'b')
  await on.getByRole('grid', { name: 'Buckets' }).waitFor()
  await press(on, '/')
  await on.keyboard.press('ControlOrMeta+A')
  await on.keyboard.type(title)
  await on.waitForURL((url) => url.searchParams.get('q') === title)
  await press(on, 'Enter')
  await cursorTo(on, on.getByRole('grid', { name: 'Buckets' }).getByRole('row').filter({ hasText: title }).first())
  await press(on, 'Enter')
  await on.getByRole('heading', { name: title }).waitFor()
  await idle(on)
}

type Said = { readonly notes: readonly string[]; readonly remarks: readonly string[] }

/** What stands at a bucket: the texts of its notes, and the remarks in its list. */
const expectSaid = async (on: Page, title: string, { notes, remarks }: Said): Promise<void> => {
  await openByRow(on, title)
  const fields = on.getByRole('region', { name: 'Notes' }).getByRole('textbox')
  const texts = async (): Promise<readonly string[]> =>
    (await Promise.all((await fields.all()).map((field) => field.inputValue())))
      .filter((text) => text !== '')
      .toSorted()
  await expect.poll(texts).toEqual(notes.toSorted())
  const listed = on.locator('.annotation-list .annotation-words')
  await expect.poll(async () => (await listed.allTextContents()).toSorted()).toEqual(remarks.toSorted())
}

const expectApart = async (on: Page): Promise<void> => {
  for (const { title, note, remark } of [first, second]) {
    await expectSaid(on, title, { notes: [note], remarks: [remark] })
  }
}
const expectTogether = (on: Page): Promise<void> =>
  expectSaid(on, first.title, { notes: [first.note, second.note], remarks: [first.remark, second.remark] })

test.each([first, second])('a note, a remark on a line, and a tag: $title', async ({ title, note, remark, tag }) => {
  await openBucket(page, title)
  await press(page, 'n')
  await page.keyboard.type(note)
  await page
    .getByText(/^Saved \d/)
    .first()
    .waitFor()
  await press(page, 'Escape', 'Shift+T')
  await page.getByRole('dialog', { name: /^Tags/ }).getByRole('combobox').waitFor()
  await page.keyboard.type(tag)
  await press(page, 'Enter')
  await page.getByRole('dialog').getByRole('list', { name: 'Tags' }).getByText(tag).waitFor()
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await press(page, 'Enter')
  await page.waitForURL(/\/reports\/[0-9a-f]{16}-\d+/)
  await page.locator('[data-read-only-editor] .view-line').first().waitFor()
  await press(page, 'j', 'l')
  await page.getByRole('textbox', { name: /^Text for line / }).waitFor()
  await page.keyboard.type(remark)
  await press(page, 'ControlOrMeta+Enter')
  await page
    .getByRole('region', { name: /^Remark on line \d+ by/ })
    .getByText(remark)
    .waitFor()
  await press(page, 'u')
  await page.waitForURL(/\/buckets\/[0-9a-f]{12}/)
})

test('a status each', async () => {
  await openBucket(page, first.title)
  await press(page, 'v', 'c')
  await said(/^Status: confirmed/)
  await openBucket(page, second.title)
  await press(page, 'v', 'f')
  await page.getByRole('dialog', { name: 'Fixed' }).getByRole('textbox', { name: 'Commit' }).waitFor()
  await page.keyboard.type(`${fix.commit} ("${fix.title}")`)
  await press(page, 'Enter')
  await said(/^Status: fixed by 1234567890ab "lkdtm: warn less"/)
  await press(page, 'p', 'h')
  await said(/^Priority: high/)
  await expectApart(page)
})

test('merged, they show what was said of both', async () => {
  await press(page, 'g', 'b')
  await page.getByRole('grid', { name: 'Buckets' }).waitFor()
  await press(page, '/')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('lkdtm_')
  await page.waitForURL((url) => url.searchParams.get('q') === 'lkdtm_')
  await press(page, 'Enter')
  for (const { title } of [first, second]) {
    await cursorTo(page, row(title))
    await press(page, 'x')
  }
  await press(page, 'm')
  await page
    .getByRole('dialog', { name: 'Merge buckets' })
    .getByText(/^Merge 2 buckets into one of 4 reports/)
    .waitFor()
  await press(page, 'Enter')
  await said(/merged into/)
  await expectTogether(page)
})

test('split, each has its own again; undo and redo go through it all', async () => {
  await cursorTo(page, row('lkdtm_WARNING__'))
  await press(page, 'x', 'Shift+S')
  await page.getByRole('tab', { name: 'Reports 3' }).waitFor()
  await expectApart(page)

  await press(page, 'ControlOrMeta+Z')
  await said(/^Undone: /)
  await expectTogether(page)
  await press(page, 'ControlOrMeta+Z')
  await said(/^Undone: .*merged into/)
  await expectApart(page)
  await press(page, 'ControlOrMeta+Shift+Z')
  await said(/^Done again: .*merged into/)
  await expectTogether(page)
})

const dialog = (): Locator => page.getByRole('dialog', { name: 'Export' })

/** Opens the export by `keys`, moves to the format by arrows, and gives the text of what is saved. */
const exported = async (format: RegExp, keys: readonly string[], asks?: () => Promise<void>): Promise<Buffer> => {
  await press(page, ...keys)
  await dialog().waitFor()
  const radio = dialog().getByRole('radio', { name: format })
  for (let at = 0; at < 8 && !(await focused(radio)); at++) await press(page, 'ArrowDown')
  await asks?.()
  await idle(page)
  const download = page.waitForEvent('download')
  await press(page, 'ControlOrMeta+Enter')
  const file = await download
  await dialog().waitFor({ state: 'detached' })
  const path = join(folder, `${keys.join('')}-${file.suggestedFilename()}`)
  await file.saveAs(path)
  paths.push(path)
  return readFileSync(path)
}
const paths: string[] = []

test('every format holds what was said', async () => {
  const everything = [first.note, second.note, first.remark, second.remark]
  const markdown = (await exported(/^Markdown/, ['e'])).toString()
  for (const text of [first.title, first.tag, second.tag, ...everything]) expect(markdown).toContain(text)

  const html = (await exported(/^HTML/, ['e'])).toString()
  for (const text of [first.title, first.tag, second.tag, ...everything]) expect(html).toContain(text)
  expect(html).not.toMatch(/<script/)

  const mail = (
    await exported(/^Mail draft/, ['e'], async () => {
      // The notes were written for the desk: they go along because that is asked for.
      await tabTo(page, dialog().getByRole('checkbox', { name: 'Notes' }))
      await press(page, 'Space')
      await tabTo(page, dialog().getByRole('textbox', { name: 'To', exact: true }))
      await page.keyboard.type('list@example.org')
      await tabTo(page, dialog().getByRole('combobox', { name: 'Command' }))
      await press(page, 'ArrowDown')
      await tabTo(page, dialog().getByRole('textbox', { name: 'Full title' }))
      await page.keyboard.type(fix.title)
      await dialog().getByText(`#syz fix: ${fix.title}`, { exact: true }).waitFor()
    })
  ).toString()
  expect(mail).toMatch(/^To: list@example\.org\r?$/m)
  expect(mail).toMatch(/^Subject: .*lkdtm_BUG/m)
  expect(mail.split(/\r?\n/)).toContain(`#syz fix: ${fix.title}`)
  for (const text of [first.note, second.note]) expect(mail).toContain(text)

  const csv = (await exported(/^CSV/, ['e'])).toString().trim().split(/\r?\n/)
  expect(csv.filter((line) => line.includes(first.title))).toHaveLength(1)
  expect(csv.join('\n')).toContain(first.note)

  const json: unknown = JSON.parse((await exported(/^JSON/, ['e'])).toString())
  const ajv = new Ajv2020({ strict: false })
  const valid = ajv.compile(JSON.parse(readFileSync(join(root, 'resources', 'export.schema.json'), 'utf8')))
  expect(valid(json), JSON.stringify(valid.errors)).toBe(true)
  for (const text of everything) expect(JSON.stringify(json)).toContain(text)
})

/** The acts on the activity page, the newest first: who did what. */
const activity = async (on: Page): Promise<readonly string[]> => {
  await press(on, 'g', 'a')
  const grid = on.getByRole('grid', { name: 'Activity' })
  await grid.locator('.activity-text').first().waitFor()
  await idle(on)
  return grid.locator('.activity-text').allTextContents()
}

test('a bundle brings all of it to a fresh corpus', async () => {
  await press(page, 'ControlOrMeta+Shift+Z')
  await said(/^Done again: .*taken out of/)
  await expectApart(page)
  await exported(/^Triage bundle/, ['i', 'e'])
  const bundle = paths.at(-1) ?? ''
  expect(bundle).toMatch(/\.oopsdesk-bundle$/)

  const other = await startServer()
  const colleague = await openWindow(other)
  try {
    await press(colleague, 'g', 'd')
    await colleague.waitForURL(/\/buckets/)
    await idle(colleague)
    const chooser = colleague.waitForEvent('filechooser')
    await colleague.keyboard.press('ControlOrMeta+I')
    await (await chooser).setFiles(bundle)
    await colleague.getByRole('dialog', { name: /^Imported / }).waitFor()
    await press(colleague, 'Enter')
    await expectApart(colleague)

    const triage = colleague.getByRole('region', { name: 'Triage' })
    await triage.getByText('Fixed').waitFor()
    await triage.getByText(new RegExp(fix.title)).waitFor()
    await triage.getByText('High').waitFor()
    await triage.getByRole('button', { name: second.tag }).waitFor()
    await openByRow(colleague, first.title)
    await triage.getByText('Confirmed').waitFor()
    await triage.getByRole('button', { name: first.tag }).waitFor()

    // The decisions are decisions there too: they are in force, and stand at the bucket.
    await colleague.getByRole('tab', { name: 'Reports 3' }).waitFor()
    expect(await activity(colleague)).toEqual(await activity(page))
  } finally {
    await colleague.context().close()
    await other.stop()
  }
})

test.each([0, 500, 600])('a note typed %i ms before the server is killed is not lost', async (after) => {
  const dataFolder = mkdtempSync(join(folder, 'data-'))
  const serve = async (port: string): Promise<{ readonly url: string; readonly kill: () => Promise<void> }> => {
    const child = spawnOopsdesk(['serve', '--port', port], dataFolder)
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (piece: Buffer) => {
        const address = /http:\S+/.exec(piece.toString())?.[0]
        if (address !== undefined) resolve(address)
      })
      child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)))
    })
    return {
      url,
      kill: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const gone = once(child, 'exit')
        child.kill('SIGKILL')
        await gone
      }
    }
  }
  let alive = await serve('0')
  const context = await browser.newContext()
  const thrown: string[] = []
  try {
    const window = await context.newPage()
    window.setDefaultTimeout(30_000)
    window.on('pageerror', (error) => thrown.push(error.message))
    await window.goto(alive.url)
    await window.getByRole('button', { name: /Import a folder/ }).waitFor()
    await openSample(window)
    await openBucket(window, first.title)
    await press(window, 'n')
    await window.keyboard.type('Saved before. ')
    await window
      .getByText(/^Saved \d/)
      .first()
      .waitFor()
    await window.keyboard.type('Typed last')
    // Half a second after the last key is when a save begins: before it, in it, and after it.
    await wait(after)
    await alive.kill()
    await window.keyboard.type(', and on')
    await window.getByText('Kept in this window until the engine is back').waitFor()

    alive = await serve(new URL(alive.url).port)
    await window.goto('about:blank')
    await window.goto(alive.url)
    await window.getByRole('button', { name: /Import a folder/ }).waitFor()
    await openSample(window)
    await openBucket(window, first.title)
    const texts = window.getByRole('region', { name: 'Notes' }).getByRole('textbox')
    await expect.poll(() => texts.first().inputValue()).toBe('Saved before. Typed last, and on')
    await window
      .getByText(/^Saved \d/)
      .first()
      .waitFor()
    expect(await texts.count()).toBe(1)
    expect(await window.getByRole('alert').count()).toBe(0)
    // It is in the corpus, and not only in this browser.
    const elsewhere = await (await browser.newContext()).newPage()
    await elsewhere.goto(alive.url)
    await elsewhere.getByRole('button', { name: /Import a folder/ }).waitFor()
    await openSample(elsewhere)
    await expectSaid(elsewhere, first.title, { notes: ['Saved before. Typed last, and on'], remarks: [] })
    await elsewhere.context().close()
    expect(thrown).toEqual([])
  } finally {
    await context.close()
    await alive.kill()
  }
})

test('nothing was thrown on the way, and nobody else was asked', () => expect(complaints).toEqual([]))
