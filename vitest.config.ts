import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts', 'tests/{engine,corpus,golden,hosts}/**/*.test.ts'],
    env: { TZ: 'UTC', LC_ALL: 'C' },
    // Processes, for the corpus has threads of its own with SQLite in them: a thread of threads that is ended with work
    // under way can take the whole run with it.
    pool: 'forks',
    testTimeout: 30_000,
    // Those that set up a corpus take seconds, and tens of them where other work goes on.
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } }
  }
})
