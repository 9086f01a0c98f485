import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { noiseClasses, type NoiseClass } from '../../../shared/model/comparison.ts'
import type { InputOf } from '../../../shared/protocol/methods.ts'
import { comparisonFormats, writeComparison, type ComparisonFormat } from '../../compare/output/write-comparison.ts'
import { loadDisassembler } from '../../explain/disassembler.ts'
import { UsageError, type Command, type ExitCode } from '../command.ts'
import { compareFiles, compareWholeFiles, type ReadFile } from '../compare-files.ts'
import { isTypedId, reportAt, type TypedId, type Where } from '../ids.ts'
import { withEngine } from '../local-engine.ts'
import { complainOf, write } from '../output.ts'
import { readLogFile } from '../read-log-file.ts'

type Side = InputOf<'compare.run'>['a']

const readFile = async (path: string): Promise<ReadFile | null> => {
  const bytes = await readLogFile(path)
  return bytes === null ? null : { path, bytes }
}

const printFiles = async (
  paths: readonly [string, string],
  {
    heeded,
    format,
    whole
  }: { readonly heeded: readonly NoiseClass[]; readonly format: ComparisonFormat; readonly whole: boolean }
): Promise<ExitCode> => {
  const [a, b] = [await readFile(paths[0]), await readFile(paths[1])]
  if (a === null || b === null) return 1
  if (whole) {
    await write(writeComparison(compareWholeFiles(a, b, heeded), format).text)
    return 0
  }
  const compared = compareFiles(a, b, heeded, await loadDisassembler())
  if (!compared.ok) {
    complainOf(compared.failure)
    return 1
  }
  await write(writeComparison(compared.value, format).text)
  return 0
}

/** A file that is called like the beginning of an id is the file. */
const typedOf = (given: string): TypedId | null => (!existsSync(given) && isTypedId(given) ? given : null)

/** A report of the corpus by its id, else the first crash of a file. */
const sideOf = async (where: Where, given: string): Promise<Side | null> => {
  const typed = typedOf(given)
  if (typed !== null) return { kind: 'report', report: await reportAt(where, typed) }
  const file = await readFile(given)
  return file === null ? null : { kind: 'text', name: given, text: Buffer.from(file.bytes).toString() }
}

const classOf = (text: string): NoiseClass => {
  const found = noiseClasses.find((name) => name === text)
  if (!found) throw new UsageError(`--heed is one of ${noiseClasses.join(', ')}.`)
  return found
}

export const compareCommand: Command = {
  name: 'compare',
  summary: 'print what is really different between two crashes',
  help: `Usage: oopsdesk compare A B [--format text|json|html|markdown] [--heed CLASS]... [--corpus FILE]
       oopsdesk compare A B --whole [--format text|json|html|markdown] [--heed CLASS]...

A and B are reports of a corpus (their ids) or log files, whose first crashes are compared; two files need no corpus.
What differs only as any two logs of one crash do (times, addresses, process ids, registers that are pointers...) is
counted, not printed.
json is one object {verdict, score, differences: [{section, what, a, b, aLine, bLine}], ignored}; lines are counted
from 1 in the raw files.

  --format NAME   text (default), json, html or markdown
  --heed CLASS    count a class of noise as a difference all the same, such as address, offset or timestamp
  --whole         compare two files line by line as whole logs, with or without a crash in them
  --corpus FILE   the corpus file; without it, your own corpus`,
  options: {
    corpus: { type: 'string' },
    format: { type: 'string', default: 'text' },
    heed: { type: 'string', multiple: true },
    whole: { type: 'boolean', default: false }
  },
  run: async ({ positionals, text, texts, flag }) => {
    const [one, other] = positionals
    if (one === undefined || other === undefined || positionals.length > 2)
      throw new UsageError('compare needs two reports or files.')
    const format = comparisonFormats.find((name) => name === text('format'))
    if (!format) throw new UsageError(`--format is ${comparisonFormats.join(', ')}.`)
    const heeded = texts('heed').map(classOf)
    const whole = flag('whole')
    if (resolve(one) === resolve(other)) throw new UsageError(`Both sides are ${one}; compare needs two.`)
    if (![one, other].some((given) => typedOf(given) !== null))
      return printFiles([one, other], { heeded, format, whole })
    if (whole) throw new UsageError('--whole compares two files, not reports.')
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const where = { client, corpus }
      const [a, b] = [await sideOf(where, one), await sideOf(where, other)]
      if (a === null || b === null) return 1
      if (a.kind === 'report' && b.kind === 'report' && a.report === b.report)
        throw new UsageError(`Both ids are of the report ${a.report}; compare needs two reports.`)
      const compared = await client.call('compare.export', { sides: { corpus, a, b, heeded }, format })
      if (!compared.ok) {
        complainOf(compared.failure)
        return 1
      }
      await write(compared.value.text)
      return 0
    })
  }
}
