import { scoreText } from '../../../shared/model/score-text.ts'
import { UsageError, type Command } from '../command.ts'
import { reportAt, typedReport } from '../ids.ts'
import { withEngine } from '../local-engine.ts'
import { complainOf, print, printJson } from '../output.ts'

export const whyCommand: Command = {
  name: 'why',
  summary: 'say why two reports are in one bucket, or are not',
  help: `Usage: oopsdesk why A B [--json] [--corpus FILE]

A and B are reports. Prints in words what puts them together or keeps them apart, and what speaks for and against it.

  --json          print one JSON object {together, sentence, score, reasons}
  --corpus FILE   the corpus file; without it, your own corpus`,
  options: { corpus: { type: 'string' }, json: { type: 'boolean' } },
  run: async ({ positionals, text, flag }) => {
    const [first, second, third] = positionals
    if (first === undefined || second === undefined || third !== undefined) {
      throw new UsageError('why needs two reports.')
    }
    const [one, other] = [typedReport(first), typedReport(second)]
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const where = { client, corpus }
      const [a, b] = [await reportAt(where, one), await reportAt(where, other)]
      if (a === b) throw new UsageError(`Both ids are of the report ${a}; why needs two reports.`)
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
      await print(`Chance that they are one bug: ${scoreText(score)}.`)
      for (const { weighs, text: reason } of reasons) await print(`  ${weighs === 'for' ? '+' : '-'} ${reason}`)
      return 0
    })
  }
}
