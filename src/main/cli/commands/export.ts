import { exportFormatSchema, exportOptionsSchema, syzCommandSchema } from '../../../shared/model/export.ts'
import { UsageError, type Arguments, type Command } from '../command.ts'
import { corpusFileOf, withEngine } from '../local-engine.ts'
import { complain, complainOf } from '../output.ts'
import { openOutput } from '../output-file.ts'
import { nothingToExport, scopeAt, scopeHelp, scopeOptions, typedScope } from '../scope.ts'
import { onStopSignal } from '../stop-signals.ts'

const optionsOf = ({ text, flag }: Arguments) => {
  const reports = text('reports')
  const command = syzCommandSchema.safeParse(text('syz') ?? 'status')
  if (!command.success) throw new UsageError(`--syz is one of ${syzCommandSchema.options.join(', ')}.`)
  const options = exportOptionsSchema.safeParse({
    notes: !flag('no-notes'),
    annotations: !flag('no-annotations'),
    sample: !flag('no-sample'),
    ...(reports === null ? {} : { reports: Number(reports) }),
    mail: {
      from: text('from') ?? '',
      notes: flag('notes'),
      annotations: flag('annotations'),
      to: text('to') ?? '',
      subject: text('subject') ?? '',
      reportedBy: text('reported-by') ?? '',
      closes: text('closes') ?? '',
      command: command.data,
      commandTitle: text('syz-title') ?? ''
    }
  })
  if (options.success) return options.data
  const name = String(options.error.issues[0]?.path.at(-1) ?? '')
  throw new UsageError(
    name === 'reports'
      ? '--reports needs a number from 0 to 1000.'
      : `The option for ${name} must be one line of at most 500 characters.`
  )
}

export const exportCommand: Command = {
  name: 'export',
  summary: 'write buckets as Markdown, HTML, JSON, CSV or a mail draft',
  help: `Usage: oopsdesk export [--format FORMAT] [--bucket ID]... [--filter TEXT] [--all] [--out FILE] [options]

FORMAT is one of markdown (without it), html, json, csv, mail. Nothing is sent anywhere: mail is a draft, of one bucket.

${scopeHelp}
  --out FILE      write there instead of to stdout; the file is there when it is whole
  --no-notes, --no-annotations, --no-sample
                  leave out notes, annotations, the text of a report
  --notes, --annotations
                  put them into a mail too, which leaves them out without it
  --reports N     list at most N reports of each bucket (JSON and CSV have all)
  --from, --to, --subject, --reported-by, --closes TEXT
                  what the mail says there
  --syz COMMAND   the line for syzbot: status (as the status says; without it), none, fix, dup, invalid, undup
  --syz-title TITLE
                  the full title for fix or dup
  --corpus FILE   the corpus file; without it, your own corpus`,
  options: {
    ...scopeOptions,
    corpus: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    'no-notes': { type: 'boolean' },
    notes: { type: 'boolean' },
    'no-annotations': { type: 'boolean' },
    annotations: { type: 'boolean' },
    'no-sample': { type: 'boolean' },
    reports: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    subject: { type: 'string' },
    'reported-by': { type: 'string' },
    closes: { type: 'string' },
    syz: { type: 'string' },
    'syz-title': { type: 'string' }
  },
  run: async (args) => {
    if (args.positionals.length > 0) throw new UsageError('export takes its buckets as --bucket ID.')
    const format = exportFormatSchema.safeParse(args.text('format') ?? 'markdown')
    if (!format.success) throw new UsageError(`--format is one of ${exportFormatSchema.options.join(', ')}.`)
    const [typed, options] = [typedScope(args), optionsOf(args)]
    return withEngine({ corpusFile: args.text('corpus'), create: false }, async (client, corpus) => {
      const stopped = new AbortController()
      onStopSignal(() => stopped.abort())
      const scope = await scopeAt({ client, corpus }, typed)
      const input = { corpus, scope, format: format.data, options }
      const planned = await client.call('exports.preview', input)
      if (!planned.ok) {
        complainOf(planned.failure)
        return 1
      }
      if (planned.value.buckets === 0) {
        complain(nothingToExport(typed))
        return 1
      }
      const opened = openOutput(args.text('out'), corpusFileOf(args.text('corpus')))
      if (!opened.ok) {
        complain(opened.failure)
        return 1
      }
      const output = opened.value
      let written = Promise.resolve()
      const done = await client.call('exports.make', input, {
        signal: stopped.signal,
        onProgress: ({ text }) => {
          written = written.then(() => output.write(text))
        }
      })
      await written
      if (!done.ok) {
        output.drop()
        complainOf(done.failure)
        return 1
      }
      const ended = output.end()
      if (ended.ok) return 0
      complain(ended.failure)
      return 1
    })
  }
}
