import { z } from 'zod'
import { exportFormatSchema, exportOptionsSchema, type ExportOptions } from '../../shared/model/export.ts'
import { keep, kept } from '../app/kept.ts'

const formatChoiceSchema = z.union([exportFormatSchema, z.literal('bundle')])
/** A format of `exports.make`, or a bundle. */
export type FormatChoice = z.infer<typeof formatChoiceSchema>

const choicesSchema = z.object({ format: formatChoiceSchema, options: exportOptionsSchema })
export type ExportChoices = Readonly<z.infer<typeof choicesSchema>>

const key = 'oopsdesk.export'

const firstChoices = (): ExportChoices => ({ format: 'markdown', options: exportOptionsSchema.parse({}) })

/** What belongs to one bucket is not for the next. */
const lasting = (options: ExportOptions): ExportOptions => ({
  ...options,
  mail: { ...options.mail, subject: '', closes: '', commandTitle: '', command: 'status' }
})

export const readChoices = (stored: string | null): ExportChoices => {
  try {
    return choicesSchema.parse(JSON.parse(stored ?? 'null'))
  } catch {
    return firstChoices()
  }
}

export const writtenChoices = ({ format, options }: ExportChoices): string =>
  JSON.stringify({ format, options: lasting(options) })

export const keptChoices = (): ExportChoices => readChoices(kept(key))
export const keepChoices = (choices: ExportChoices): void => keep(key, writtenChoices(choices))

type FormatFacts = {
  readonly id: FormatChoice
  readonly name: string
  readonly what: string
  readonly type: string
  /** Which options it heeds. */
  readonly heeds: readonly ('notes' | 'annotations' | 'sample' | 'reports' | 'mail')[]
}

export const formats: readonly FormatFacts[] = [
  {
    id: 'markdown',
    name: 'Markdown',
    what: 'For an issue, a wiki or a note',
    type: 'text/markdown',
    heeds: ['notes', 'annotations', 'sample', 'reports']
  },
  {
    id: 'html',
    name: 'HTML',
    what: 'One page without a script, to print or read offline',
    type: 'text/html',
    heeds: ['notes', 'annotations', 'sample', 'reports']
  },
  {
    id: 'mail',
    name: 'Mail draft',
    what: 'One bucket as plain text, with lines that syzbot takes',
    type: 'message/rfc822',
    heeds: ['notes', 'annotations', 'sample', 'mail']
  },
  {
    id: 'csv',
    name: 'CSV',
    what: 'A row for each bucket, for a spreadsheet',
    type: 'text/csv',
    heeds: ['notes', 'annotations']
  },
  {
    id: 'json',
    name: 'JSON',
    what: 'For a program, and for another corpus to take notes from',
    type: 'application/json',
    heeds: ['notes', 'annotations', 'sample']
  },
  {
    id: 'bundle',
    name: 'Triage bundle',
    what: 'Logs, notes and decisions in one file, for a colleague to import',
    type: 'application/octet-stream',
    heeds: []
  }
]

export const factsOf = (format: FormatChoice): FormatFacts => {
  const [first] = formats
  const found = formats.find(({ id }) => id === format) ?? first
  if (!found) throw new Error('There is no format.')
  return found
}
