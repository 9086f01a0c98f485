import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type Arguments = {
  /** Corpora to open and logs to import, absolute. */
  readonly paths: readonly string[]
  readonly corpusFile: string | null
  readonly readOnly: boolean
}

/**
 * Reads what stands after the program (`oopsdesk PATH...`) or, unpackaged, after the app (`electron . PATH...`).
 * Chromium's own switches may stand anywhere, before the app too, and are passed over.
 */
export const readArguments = (argv: readonly string[], isPackaged: boolean, workingFolder: string): Arguments => {
  const { values, positionals } = parseArgs({
    args: argv.slice(1),
    options: {
      corpus: { type: 'string' },
      'read-only': { type: 'boolean' },
      // Of the browser host, for `npm start` starts either; unnamed here, their values would be taken for paths.
      port: { type: 'string' },
      root: { type: 'string', multiple: true },
      open: { type: 'boolean' }
    },
    allowPositionals: true,
    strict: false
  })
  return {
    paths: positionals.slice(isPackaged ? 0 : 1).map((path) => resolve(workingFolder, path)),
    corpusFile: typeof values.corpus === 'string' ? resolve(workingFolder, values.corpus) : null,
    readOnly: values['read-only'] === true
  }
}
