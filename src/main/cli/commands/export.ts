import { writeFileSync } from 'node:fs'
import { bucketIdSchema } from '../../../shared/model/ids.ts'
import { UsageError, type Command } from '../command.ts'
import { withEngine } from '../local-engine.ts'
import { complain, complainOf, print } from '../output.ts'

export const exportCommand: Command = {
  name: 'export',
  summary: 'print buckets with their notes as Markdown',
  help: `Usage: oopsdesk export [--corpus FILE] [--bucket ID]... [--out FILE]

Prints the Markdown of the named buckets, or of all buckets that have a note.

  --corpus FILE   the corpus file; without it, your own corpus
  --bucket ID     a bucket; may be given several times
  --out FILE      write there instead of to stdout`,
  options: { corpus: { type: 'string' }, bucket: { type: 'string', multiple: true }, out: { type: 'string' } },
  run: async ({ positionals, text, texts }) => {
    if (positionals.length > 0) throw new UsageError('export takes its buckets as --bucket ID.')
    const wanted = texts('bucket').map((id) => {
      const bucket = bucketIdSchema.safeParse(id)
      if (!bucket.success) throw new UsageError(`"${id}" is not a bucket: it must be 12 hex digits.`)
      return bucket.data
    })
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const buckets = wanted.length > 0 ? wanted : ('noted' as const)
      const exported = await client.call('exports.markdown', { corpus, buckets })
      if (!exported.ok) {
        complainOf(exported.failure)
        return 1
      }
      if (exported.value.buckets === 0) {
        complain('No bucket has a note yet, so there is nothing to export. Name buckets with --bucket ID.')
        return 1
      }
      const out = text('out')
      if (out === null) await print(exported.value.text)
      else {
        try {
          writeFileSync(out, exported.value.text)
        } catch (error) {
          complain(
            `${out} cannot be written (${error instanceof Error ? error.message : String(error)}). Choose another file.`
          )
          return 1
        }
      }
      return 0
    })
  }
}
