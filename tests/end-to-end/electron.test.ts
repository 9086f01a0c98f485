import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { expect, test } from 'vitest'
import { presentElectron } from '../../scripts/electron-binary.mjs'
import { idle } from './browser.ts'
import { openSample, walkTheScenario } from './scenario.ts'
import { root } from './server.ts'

const binary: string | null = presentElectron()
if (binary === null) process.stderr.write("skipped: the Electron scenario, for Electron's binary is not here\n")

test.skipIf(binary === null)('the scenario in Electron', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'oopsdesk-electron-'))
  const app = await _electron.launch({
    executablePath: binary ?? '',
    args: [root],
    env: { ...process.env, OOPSDESK_DATA: dataFolder }
  })
  try {
    const page = await app.firstWindow()
    await idle(page)
    await openSample(page)
    await walkTheScenario(page)
    expect(await page.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined')
  } finally {
    await app.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})
