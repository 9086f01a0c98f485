import { failed, success } from '../../../shared/model/result.ts'
import { currentRule } from '../../cluster/current-rule.ts'
import { parserVersion } from '../../parse/parser-version.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'
import { importSample } from '../sample.ts'

export const corporaHandlers = (
  parts: EngineParts
): Pick<
  Handlers,
  'engine.describe' | 'corpora.recent' | 'corpora.open' | 'corpora.forget' | 'corpus.describe' | 'corpus.watch'
> => ({
  'engine.describe': async () =>
    success({
      version: parts.options.version,
      corpus: parts.firstCorpus,
      roots: parts.options.roots,
      rule: currentRule.version,
      parser: parserVersion
    }),

  'corpora.recent': async () => success(await parts.corpora.recent()),

  'corpora.open': async (target) => {
    const opened = await parts.corpora.open(target)
    if (!opened.ok) return opened
    if (target.kind === 'sample') {
      const filled = await importSample(opened.value, parts)
      if (!filled.ok) return filled
    }
    return success(await opened.value.reader.describe())
  },

  'corpora.forget': async ({ corpus }) => {
    parts.corpora.forget(corpus)
    return success({})
  },

  'corpus.describe': async ({ corpus }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? success(await found.value.reader.describe()) : found
  },

  'corpus.watch': async ({ corpus }, { signal, progress }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const stop = found.value.onChange((revision) => progress({ revision }))
    await new Promise<void>((done) => {
      if (signal.aborted) return done()
      signal.addEventListener('abort', () => done(), { once: true })
    })
    stop()
    return failed({ kind: 'cancelled' })
  }
})
