import { at, ownNode } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'
import { ensureDependencies } from './setup.mjs'

const tool = (name) => at('node_modules', '.bin', name)
const formatted = ['src', 'scripts', 'tests', 'electron.vite.config.ts', 'vitest.config.ts']

/** What is checked without running the program, and the command that mends it. */
export const checks = [
  ...['src/shared', 'src/main', 'src/preload', 'src/renderer', 'tests'].map((project) => ({
    name: `types of ${project}`,
    command: tool('tsc'),
    args: ['-p', project],
    mend: null
  })),
  {
    name: 'lint',
    command: tool('oxlint'),
    args: ['--type-aware', '--deny-warnings', '--quiet', 'src', 'scripts', 'tests'],
    mend: 'npm run check:fix'
  },
  { name: 'format', command: tool('oxfmt'), args: ['--check', ...formatted], mend: 'npm run check:fix' },
  { name: 'layers', command: ownNode, args: [at('scripts', 'check-layers.ts')], mend: null },
  { name: 'unused code', command: tool('knip'), args: ['--no-progress'], mend: null }
]

/** Runs all checks, prints those that fail, and answers how many passed and failed. */
export const runChecks = async () => {
  const tally = { passed: 0, failed: 0 }
  for (const { name, command, args, mend } of checks) {
    const ok = (await run(command, args)) === 0
    if (ok) tally.passed++
    else {
      tally.failed++
      say(`the check "${name}" failed${mend ? `; you might mend it with: ${mend}` : ''}`)
    }
  }
  return tally
}

if (process.argv[1] === at('scripts', 'check.mjs')) {
  await ensureDependencies()
  const { passed, failed } = await runChecks()
  say(`${passed} checks passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}
