import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts', 'tests/{engine,corpus,golden,hosts}/**/*.test.ts'],
    env: { TZ: 'UTC', LC_ALL: 'C' },
    pool: 'threads',
    testTimeout: 30_000
  }
})
