import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { runChecks } from './check.mjs'
import { at, ownNode } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'
import { ensureBuild, ensureDependencies } from './setup.mjs'

await ensureDependencies()
await ensureBuild()
const chromium = await ensureBrowser()

const total = await runChecks()
const results = mkdtempSync(join(tmpdir(), 'oopsdesk-test-'))

/** Runs one vitest configuration and adds its counts to the total. */
const suite = async (name, config) => {
  say(`running the ${name} tests`)
  const report = join(results, `${name}.json`)
  const args = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const env = { NODE_ENV: 'test', ...(chromium ? { OOPSDESK_CHROMIUM: chromium } : {}) }
  const code = await run(ownNode, [at('node_modules', 'vitest', 'vitest.mjs'), ...args], { env })
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
    total.passed += numPassedTests
    // A file that fails to load has no failed test of its own, yet the run has failed.
    total.failed += code === 0 ? 0 : Math.max(1, numFailedTests, numFailedTests === 0 ? numFailedTestSuites : 0)
  } catch {
    say(`the ${name} tests ended without a result`)
    total.failed++
  }
}

await suite('unit', at('vitest.config.ts'))
if (chromium) await suite('end-to-end', at('tests', 'end-to-end', 'vitest.config.ts'))
else total.failed++

rmSync(results, { recursive: true, force: true })
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 ? 0 : 1)
