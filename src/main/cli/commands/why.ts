import { reportIdSchema, type ReportId } from '../../../shared/model/ids.ts'
import { UsageError, type Command } from '../command.ts'
import { withEngine } from '../local-engine.ts'
import { complainOf, print, printJson } from '../output.ts'

const reportOf = (text: string | undefined): ReportId => {
  const report = reportIdSchema.safeParse(text)
  if (!report.success) throw new UsageError('why needs the ids of two reports, as "show BUCKET" prints them.')
  return report.data
}

export const whyCommand: Command = {
  name: 'why',
  summary: 'say why two reports are in one bucket, or are not',
  help: `Usage: oopsdesk why A B [--json] [--corpus FILE]

A and B are reports. Prints in words what puts them together or keeps them apart, and what speaks for and against it.

  --json          print one JSON object {together, sentence, score, reasons}
  --corpus FILE   the corpus file; without it, your own corpus`,
  options: { corpus: { type: 'string' }, json: { type: 'boolean' } },
  run: async ({ positionals, text, flag }) => {
    if (positionals.length !== 2) throw new UsageError('why needs two reports.')
    const [a, b] = [reportOf(positionals[0]), reportOf(positionals[1])]
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const why = await client.call('similar.why', { corpus, a, b })
      if (!why.ok) {
        complainOf(why.failure)
        return 1
      }
      if (flag('json')) {
        await printJson(why.value)
        return 0
      }
      const { sentence, score, reasons } = why.value
      await print(sentence)
      await print(`Chance that they are one bug: ${Math.round(score * 100)} %.`)
      for (const { weighs, text: reason } of reasons) await print(`  ${weighs === 'for' ? '+' : '-'} ${reason}`)
      return 0
    })
  }
}
