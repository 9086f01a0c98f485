import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    env: { TZ: 'UTC', LC_ALL: 'C' },
    // Each file starts a server and a browser; two at once would only slow each other down.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a loaded machine does in seconds is still done.
    expect: { poll: { timeout: 20_000 } }
  }
})
