import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import react from '@vitejs/plugin-react'

const at = (path: string): string => resolve(import.meta.dirname, path)

/**
 * Views have paths of several parts (`/c/CORPUS/buckets`), so files must be named from the root; electron-vite sets a
 * relative base, for windows that are loaded from the disk.
 */
const absoluteBase: Plugin = { name: 'absolute-base', enforce: 'post', config: () => ({ base: '/' }) }

export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        // One file for each process and thread; `src/main/threads/entry-file.ts` finds them by these names.
        input: {
          electron: at('src/main/electron/main.ts'),
          cli: at('src/main/cli/main.ts'),
          engine: at('src/main/engine/entry.ts'),
          'corpus-thread': at('src/main/corpus/embedded/thread.ts'),
          'parse-thread': at('src/main/import/parse-thread.ts')
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' }
      }
    }
  },
  preload: {
    build: {
      // A sandboxed preload can require nothing but electron, so everything else is bundled into its one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('src/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), absoluteBase],
    build: {
      minify: true,
      target: 'chrome156',
      // Monaco is 3.2 MB and comes in one piece, loaded with the first report.
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: at('src/renderer/index.html') }
    }
  }
})
