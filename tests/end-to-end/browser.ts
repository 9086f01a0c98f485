import { chromium, type Browser, type Page } from 'playwright-core'

/** Chromium's sandbox refuses to run as root, which CI machines do. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

export const startBrowser = (): Promise<Browser> => {
  const executablePath = process.env['OOPSDESK_CHROMIUM']
  if (executablePath === undefined) throw new Error('OOPSDESK_CHROMIUM names no browser; run npm test')
  return chromium.launch({ executablePath, args: [...asRoot, ...quiet] })
}

/** Waits until the window has no request under way and nothing left to draw. */
export const idle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { oopsdesk } = window as unknown as { readonly oopsdesk: { readonly whenIdle: () => Promise<void> } }
    await oopsdesk.whenIdle()
  })
