import { resolve } from 'node:path'
import { mostReportsOfLog, type ParsedLog } from '../../../shared/model/report.ts'
import { failed } from '../../../shared/model/result.ts'
import { explain } from '../../explain/explain.ts'
import { explanationText } from '../../explain/explanation-text.ts'
import { loadDisassembler, type Disassembler } from '../../explain/disassembler.ts'
import { corpusApplicationId } from '../../corpus/application-id.ts'
import { parseFile } from '../../import/parse-file.ts'
import { walk } from '../../import/walk.ts'
import { createLogParser } from '../../parse/parse-log.ts'
import { UsageError, type Command } from '../command.ts'
import { complain, print, printJson } from '../output.ts'
import { reportHeadText, reportText } from '../report-text.ts'

type Format = 'jsonl' | 'text'

/** How to show the reports; with a disassembler, what they mean as well. */
type View = { readonly format: Format; readonly disassembler: Disassembler | null }

const show = async (file: string, { reports, omitted }: ParsedLog, { format, disassembler }: View): Promise<void> => {
  if (omitted !== undefined)
    complain(
      `${file}: ${omitted} more crashes are not shown, only the first ${mostReportsOfLog}; cut the log to see them.`
    )
  if (format === 'jsonl') {
    if (reports.length === 0) await printJson({ file, index: null })
    for (const [index, report] of reports.entries()) {
      const explained = disassembler === null ? {} : { explanation: explain(report, disassembler) }
      await printJson({ file, index, ...report, ...explained })
    }
    return
  }
  if (reports.length === 0) await print(`${file}: no crash\n`)
  for (const report of reports) {
    await print(
      disassembler === null
        ? reportText(file, report)
        : `${reportHeadText(file, report)}\n\n${explanationText(explain(report, disassembler))}\n`
    )
  }
}

const readStandardInput = async (): Promise<ParsedLog> => {
  const parser = createLogParser()
  for await (const piece of process.stdin as AsyncIterable<Buffer>) parser.push(piece)
  return parser.end()
}

export const parseCommand: Command = {
  name: 'parse',
  summary: 'print the crashes in logs as JSON, without a corpus',
  help: `Usage: oopsdesk parse PATH... [--format jsonl|text] [--explain]

Prints one JSON object a crash: {file, index, title, altTitles, kind, type, corrupted, corruptedReason, suppressed,
panicked, executor, frame, guiltyFile, arch, kernel, startByte, endByte, startLine, endLine, ...} followed by the
structured report; {file, index: null} for a log without one. Folders are read whole; - is standard input.
Files that are no logs are named on stderr and passed over.

  --format NAME   jsonl (default) or text
  --explain       what each crash means: a sentence, what the log proves with its lines, the code around the
                  instruction that trapped. Prints text; with --format jsonl each object has an explanation.`,
  options: { format: { type: 'string' }, explain: { type: 'boolean', default: false } },
  run: async ({ positionals, text, flag }) => {
    const explained = flag('explain')
    const format = text('format') ?? (explained ? 'text' : 'jsonl')
    if (format !== 'jsonl' && format !== 'text') throw new UsageError('--format is jsonl or text.')
    if (positionals.length === 0) throw new UsageError('parse needs at least one PATH, or - for standard input.')
    const view: View = { format, disassembler: explained ? await loadDisassembler() : null }
    let unread = false
    for (const given of positionals) {
      if (given === '-') {
        await show('-', await readStandardInput(), view)
        continue
      }
      for await (const entry of walk([{ path: resolve(given), label: given }])) {
        const parsed =
          entry.kind === 'skipped' ? failed(entry.file) : await parseFile(entry.location, corpusApplicationId)
        const file = entry.kind === 'skipped' ? entry.file.file : entry.path
        if (parsed.ok) {
          await show(file, parsed.value, view)
          continue
        }
        complain(`${file}: ${parsed.failure.text}`)
        // A file that the person named must be readable; one found in a folder need not be a log.
        if (file === given) unread = true
      }
    }
    return unread ? 1 : 0
  }
}
