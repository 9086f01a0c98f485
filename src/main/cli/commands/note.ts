import { readFileSync } from 'node:fs'
import { text as textOfStream } from 'node:stream/consumers'
import { noteTextSchema } from '../../../shared/model/act.ts'
import type { Note } from '../../../shared/model/note.ts'
import { acting, actHelp, actOptions, say } from '../act.ts'
import { UsageError, type Arguments, type Command } from '../command.ts'
import { eitherAt, typedEither, type TypedId } from '../ids.ts'
import { complain, complainOf, print, printJson } from '../output.ts'

const typedNoted = (id: string | undefined): TypedId => {
  if (id === undefined) throw new UsageError('note needs a bucket or a report.')
  return typedEither(id)
}

/** What is to be written; null to print what is there, a failure in words where the file cannot be read. */
const givenText = async ({
  positionals,
  text,
  flag
}: Arguments): Promise<{ readonly text: string | null } | { readonly problem: string }> => {
  const [, words, ...rest] = positionals
  const file = text('file')
  if (rest.length > 0 || (words !== undefined && file !== null)) {
    throw new UsageError('note takes its text as one argument, or as --file FILE.')
  }
  if (flag('append') && words === undefined && file === null) throw new UsageError('--append needs a text.')
  if (file === null) return { text: words ?? null }
  try {
    // The last line of a file has an end, of which a note has no use.
    const given = file === '-' ? await textOfStream(process.stdin) : readFileSync(file, 'utf8')
    return { text: given.replace(/(?:\r?\n)+$/, '') }
  } catch (error) {
    return {
      problem: `${file} cannot be read (${error instanceof Error ? error.message : String(error)}). Check the path.`
    }
  }
}

const shown = (notes: readonly Note[]): string =>
  notes
    .flatMap(({ from, texts }) =>
      texts
        .filter(({ text }) => text !== '')
        .map(({ text, author }) => {
          const heading = [from === null ? null : `From ${from}`, texts.length > 1 ? `By ${author}` : null].filter(
            (part) => part !== null
          )
          return heading.length === 0 ? text : `${heading.join('. ')}:\n\n${text}`
        })
    )
    .join('\n\n---\n\n')

export const noteCommand: Command = {
  name: 'note',
  summary: 'print or write the note of a bucket or report',
  help: `Usage: oopsdesk note BUCKET|REPORT [TEXT | --file FILE] [--append]

Without a text it prints the notes. With one it writes the note, and prints that it is saved; with --json the note
{note, of, from, texts}. The texts before stay in its history.

  --file FILE     the text; - for standard input
  --append        put it below the text that is there
${actHelp}`,
  options: { ...actOptions, file: { type: 'string' }, append: { type: 'boolean' } },
  run: async (args) => {
    const typed = typedNoted(args.positionals[0])
    const given = await givenText(args)
    if ('problem' in given) {
      complain(given.problem)
      return 1
    }
    return acting(args, async (where) => {
      const { client, corpus } = where
      const of = await eitherAt(where, typed)
      const listed = await client.call('notes.list', { corpus, of })
      if (!listed.ok) {
        complainOf(listed.failure)
        return 1
      }
      const notes = listed.value
      if (given.text === null) {
        if (args.flag('json')) await printJson(notes)
        else if (notes.length > 0) await print(shown(notes))
        return 0
      }
      const own = notes.find(({ from }) => from === null) ?? null
      const before = own?.texts.map(({ text }) => text).filter((text) => text !== '') ?? []
      const whole = args.flag('append') && before.length > 0 ? [...before, given.text].join('\n\n') : given.text
      if (!noteTextSchema.safeParse(whole).success) {
        complain(`The note would have ${whole.length} characters, and 1,000,000 are the most; shorten it.`)
        return 1
      }
      const over = own?.texts.map(({ act }) => act) ?? []
      const saved = await client.call('notes.save', { corpus, of, note: own?.note ?? null, text: whole, over })
      if (saved.ok) return say(args, saved.value, 'Saved.')
      complainOf(saved.failure)
      return 1
    })
  }
}
