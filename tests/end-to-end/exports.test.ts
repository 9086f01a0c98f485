import { AxeBuilder } from '@axe-core/playwright'
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { planExport } from '../../src/main/export/plan.ts'
import type { BucketId } from '../../src/shared/model/ids.ts'
import { exportOptions, hostileTexts } from '../builders/gathered-bucket.ts'
import { buildLog } from '../builders/new-log.ts'
import { buildReport } from '../builders/report.ts'
import { tempCorpora, valueOf, type TempCorpora } from '../builders/temp-corpus.ts'
import { startBrowser } from './browser.ts'

let browser: Browser
let corpora: TempCorpora
let file = ''
let alone = ''

/** A corpus where every text that a log or a person may give is hostile, as a page. */
beforeAll(async () => {
  corpora = tempCorpora()
  browser = await startBrowser()
  const corpus = await corpora.open()
  const by = { author: '<b>Mia</b> "<script>" <mia@example.org>', now: Date.UTC(2026, 10, 3) }
  const logs = hostileTexts.map((text, at) => {
    const lines = [text, `RIP: 0010:${text}+0x1/0x2`]
    const report = buildReport({
      title: text,
      frames: [text, `f${at}`],
      module: text,
      lines,
      kernel: text,
      command: text
    })
    return buildLog(`log ${at}`, { file: text, modified: Date.UTC(2025, 0, 1 + at * at), reports: [report] })
  })
  valueOf(await corpus.writer.addLogs(logs))
  valueOf(await corpus.writer.settle())
  const { rows } = await corpus.reader.reports({ bucket: null, text: '' }, { offset: 0, limit: 1000 })
  const buckets = new Map<BucketId, string>()
  for (const { report, bucket, log } of rows) {
    const text = hostileTexts[logs.findIndex((one) => one.log === log)] ?? ''
    buckets.set(bucket, text)
    valueOf(await corpus.writer.saveNote({ kind: 'bucket', bucket }, null, text, [], by))
    valueOf(await corpus.writer.saveNote({ kind: 'report', report }, null, `# Heading\n\n${text}`, [], by))
    const place = { report, startLine: 1, endLine: 2, quote: [text, text], frame: { function: text, stack: 'crash' } }
    valueOf(await corpus.writer.saveAnnotation(null, place, 'remark', text, [], by))
    const reason = text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ')
    valueOf(await corpus.writer.changeTriage([bucket], { kind: 'status', status: { kind: 'invalid', reason } }, by))
    valueOf(await corpus.writer.changeTriage([bucket], { kind: 'owner', owner: reason }, by))
  }
  const write = async (name: string, scope: Parameters<typeof planExport>[1]): Promise<string> => {
    const plan = valueOf(await planExport(corpus.reader, scope, 'html', exportOptions()))
    let text = ''
    for await (const piece of plan.pieces()) text += piece.text
    writeFileSync(corpora.file(name), text)
    return pathToFileURL(corpora.file(name)).href
  }
  file = await write('all.html', { kind: 'all' })
  const [one] = buckets.keys()
  alone = await write('one.html', { kind: 'buckets', buckets: one ? [one] : [] })
})
afterAll(async () => {
  await browser?.close()
  await corpora?.end()
})

type Watched = { readonly page: Page; readonly context: BrowserContext; readonly seen: readonly string[] }

/** Opens a page without a network, and keeps whatever it asks for, says, or is refused. */
const open = async (url: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Watched> => {
  const seen: string[] = []
  const context = await browser.newContext({ colorScheme, viewport: { width: 1180, height: 900 } })
  await context.setOffline(true)
  const page = await context.newPage()
  await page.exposeFunction('refusedByPolicy', (what: string) => seen.push(`policy: ${what}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { refusedByPolicy } = window as unknown as { readonly refusedByPolicy: (what: string) => void }
      refusedByPolicy(`${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  page.on('request', (request) => {
    if (request.url() !== url) seen.push(`request: ${request.url()}`)
  })
  page.on('console', (message) => seen.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(url, { waitUntil: 'load' })
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  return { page, context, seen }
}

test('what is watched for would be seen', async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`
  const url = pathToFileURL(corpora.file('control.html')).href
  writeFileSync(
    corpora.file('control.html'),
    `<!doctype html>${policy}<img src="https://example.org/a.png"><script>alert(1)</script>`
  )
  const { context, seen } = await open(url)
  expect(seen.join('\n')).toContain('policy: script-src-elem inline')
  expect(seen.join('\n')).toContain('policy: img-src https://example.org/a.png')
  expect(seen.some((what) => what.startsWith('console: '))).toBe(true)
  await context.close()
})

test.each(['light', 'dark'] as const)('a page of hostile texts does nothing, in %s colours', async (colours) => {
  const { page, context, seen } = await open(file, colours)
  expect(await page.locator('article').count()).toBeGreaterThan(15)
  expect(await page.locator('script, img, iframe, object, embed, link, form, base, audio, video').count()).toBe(0)
  expect(await page.locator('svg :is(script, a, image, use, foreignObject, animate)').count()).toBe(0)
  const attributes = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes]
        .filter(({ name }) => /^on|^src|^srcdoc|^action|^formaction|xlink/i.test(name))
        .map(({ name }) => name)
    )
  )
  expect(attributes).toEqual([])
  const targets = await page
    .locator('a[href]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  expect(
    targets.filter((target) => !/^(?:#|https:\/\/example\.org|mailto:everyone@example\.org$)/.test(target))
  ).toEqual([])
  // Every link of the contents leads to its bucket, without leaving the page.
  await page.locator('.contents a').last().click()
  expect(await page.locator('article:target').count()).toBe(1)
  expect(seen).toEqual([])
  await context.close()
})

test('one bucket is a page of its own; both are accessible, and fit a phone and paper', async () => {
  for (const [url, colours] of [
    [alone, 'light'],
    [alone, 'dark'],
    [file, 'dark']
  ] as const) {
    const { page, context, seen } = await open(url, colours)
    expect(await page.locator('h1').count()).toBe(1)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    // On paper every bucket is drawn, also those that a window leaves for when they are in sight.
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(1000)
    expect(seen).toEqual([])
    await context.close()
  }
})

test('texts read as they were written', async () => {
  const { page, context } = await open(file)
  const text = await page.locator('body').innerText()
  for (const words of [
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    "=cmd|' /C calc'!A0",
    ']]> and -->',
    '&#x3c;b&#x3e;'
  ]) {
    expect(text).toContain(words)
  }
  expect(text).toContain('bidi \\u{202e}\\u{2066} text')
  await context.close()
})
