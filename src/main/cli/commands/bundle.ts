import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BundleSummary } from '../../../shared/model/export.ts'
import { actOptions, countedBuckets, say } from '../act.ts'
import { bundleFault } from '../../engine/bundle-fault.ts'
import { UsageError, type Arguments, type Command, type ExitCode } from '../command.ts'
import { corpusFileOf, withEngine } from '../local-engine.ts'
import { complain, complainOf, complainOfMissing } from '../output.ts'
import { openOutput } from '../output-file.ts'
import { nothingToExport, scopeAt, scopeHelp, scopeOptions, typedScope } from '../scope.ts'
import { onStopSignal } from '../stop-signals.ts'

const exportBundle = (args: Arguments): Promise<ExitCode> => {
  const out = args.text('out')
  if (out === null || args.positionals.length > 1) throw new UsageError('bundle export needs --out FILE.')
  const typed = typedScope(args)
  return withEngine({ corpusFile: args.text('corpus'), create: false }, async (client, corpus) => {
    const stopped = new AbortController()
    onStopSignal(() => stopped.abort())
    const scope = await scopeAt({ client, corpus }, typed)
    const opened = openOutput(out, corpusFileOf(args.text('corpus')))
    if (!opened.ok) {
      complain(opened.failure)
      return 1
    }
    const output = opened.value
    let written = Promise.resolve()
    const done = await client.call(
      'bundles.export',
      { corpus, scope },
      {
        signal: stopped.signal,
        onProgress: ({ data }) => {
          written = written.then(() => output.write(Buffer.from(data, 'base64')))
        }
      }
    )
    await written
    if (!done.ok || done.value.buckets === 0) {
      output.drop()
      if (done.ok) complain(nothingToExport(typed))
      else complainOf(done.failure)
      return 1
    }
    const ended = output.end()
    if (!ended.ok) {
      complain(ended.failure)
      return 1
    }
    const { buckets, reports, acts } = done.value
    const sentence = `Wrote ${out}: ${countedBuckets(buckets)}, ${reports} reports, ${acts} changes.`
    return say(args, { file: out, buckets, reports, acts }, sentence)
  })
}

const inWords = ({ logs, reports, acts, conflicts, waiting }: BundleSummary): string =>
  [
    `${logs.added} new logs with ${reports} reports (${logs.known} were there), ${acts.added} new changes (${acts.known} were there).`,
    ...(conflicts.length > 0
      ? [`Two people changed notes of ${countedBuckets(conflicts.length)}: both texts stand side by side.`]
      : []),
    ...(waiting > 0 ? [`${waiting} changes are about reports that are not in this corpus, and wait for them.`] : [])
  ].join(' ')

const importBundle = async (args: Arguments): Promise<ExitCode> => {
  const [, file, ...rest] = args.positionals
  if (file === undefined || rest.length > 0) throw new UsageError('bundle import needs one FILE.')
  if (complainOfMissing([file])) return 1
  const corpusFile = args.text('corpus')
  // A colleague's bundle may be the first thing that there is. No corpus is made for one that cannot be taken.
  const create = !existsSync(corpusFileOf(corpusFile))
  const fault = create ? await bundleFault(resolve(file)) : null
  if (fault) {
    complainOf(fault)
    return 1
  }
  return withEngine({ corpusFile, create }, async (client, corpus) => {
    const stopped = new AbortController()
    onStopSignal(() => stopped.abort())
    const source = { kind: 'path', path: resolve(file) } as const
    const done = await client.call('bundles.import', { corpus, source }, { signal: stopped.signal })
    if (done.ok) return say(args, done.value, inWords(done.value))
    complainOf(done.failure)
    return 1
  })
}

export const bundleCommand: Command = {
  name: 'bundle',
  summary: 'write logs and all changes into one file for a colleague, or read such a file',
  help: `Usage: oopsdesk bundle export --out FILE [--bucket ID]... [--filter TEXT] [--all] [--json]
       oopsdesk bundle import FILE [--json]

export writes the logs of buckets, and all changes that people made to them, notes included, into one file;
with --json {file, buckets, reports, acts}, where acts counts the changes.
import takes a bundle, or what "export --format json" wrote, into a corpus: what is there already stays as it is, and a
note that two people changed stands with both texts. With --json {logs, reports, acts, conflicts, waiting}.

${scopeHelp}
  --out FILE      the file to write; it is there when it is whole
  --json          print the result as one JSON object
  --corpus FILE   the corpus file; without it, your own corpus`,
  options: { ...scopeOptions, ...actOptions, out: { type: 'string' } },
  run: async (args) => {
    const [act] = args.positionals
    if (act === 'export') return exportBundle(args)
    if (act === 'import') return importBundle(args)
    throw new UsageError('bundle needs "export" or "import".')
  }
}
