import { deedText, type ActivityRow } from '../../../shared/model/act.ts'
import { acting, actHelp, actOptions, say } from '../act.ts'
import { UsageError, type Arguments, type Command, type ExitCode } from '../command.ts'
import { bucketAt, changeAt, typedBucket, typedChange, type TypedId } from '../ids.ts'
import { withEngine } from '../local-engine.ts'
import { complainOf, print, printJson } from '../output.ts'
import { pagesOf } from '../pages.ts'

const aboutText = ({ about, count }: ActivityRow): string => {
  const [first] = about
  if (!first) return ''
  const more = count > 1 ? ` and ${count - 1} more` : ''
  return ` - ${first.title} (${first.report ?? first.bucket ?? 'not in this corpus'})${more}`
}

const lineOf = (row: ActivityRow): string =>
  `${row.gesture}  ${new Date(row.time).toISOString()}  ${row.author}  ${row.text}${aboutText(row)}${row.undone ? '  [undone]' : ''}`

const asJson = (row: ActivityRow) => ({ ...row, time: new Date(row.time).toISOString() })

export const activityCommand: Command = {
  name: 'activity',
  summary: 'print what people did, the newest first',
  help: `Usage: oopsdesk activity [--bucket ID] [--limit N] [--json]

One line for each change: its id, time, author, what was done and to what. oopsdesk undo takes any of them back.

  --bucket ID     only what was done to this bucket
  --limit N       so many lines; without it, all
  --json          JSON lines {gesture, author, time, kind, text, about, count, undone, imported}
  --corpus FILE   the corpus file; without it, your own corpus`,
  options: {
    corpus: { type: 'string' },
    bucket: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'boolean' }
  },
  run: async ({ positionals, text, flag }) => {
    if (positionals.length > 0) throw new UsageError('activity takes a bucket as --bucket ID.')
    const given = text('bucket')
    const typed = given === null ? null : typedBucket(given, '')
    const wanted = text('limit')
    if (wanted !== null && !/^[1-9]\d{0,9}$/.test(wanted)) throw new UsageError('--limit needs a number above 0.')
    const limit = wanted === null ? Number.POSITIVE_INFINITY : Number(wanted)
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const about = typed === null ? null : await bucketAt({ client, corpus }, typed)
      const rows = await pagesOf((page) => client.call('activity.list', { corpus, about, page }), limit)
      if (!rows.ok) {
        complainOf(rows.failure)
        return 1
      }
      for (const row of rows.value) await (flag('json') ? printJson(asJson(row)) : print(lineOf(row)))
      return 0
    })
  }
}

const typedOf = ({ positionals }: Arguments, name: string): TypedId | null => {
  const [given] = positionals
  if (given === undefined) return null
  if (positionals.length > 1) throw new UsageError(`${name} takes at most the id of one change.`)
  return typedChange(given)
}

const turned = (args: Arguments, row: ActivityRow | null, done: string, nothing: string): Promise<ExitCode> =>
  say(args, row === null ? null : asJson(row), row === null ? nothing : `${done}: ${deedText(row)}${aboutText(row)}`)

export const undoCommand: Command = {
  name: 'undo',
  summary: 'take back what was done last',
  help: `Usage: oopsdesk undo [CHANGE]

Takes back the newest change made in this corpus that stands, or the one that "activity" lists under the id CHANGE.
With --json the activity row, null when there was nothing to take back.

${actHelp}`,
  options: actOptions,
  run: async (args) => {
    const typed = typedOf(args, 'undo')
    return acting(args, async (where) => {
      const { client, corpus } = where
      const gesture = typed === null ? null : await changeAt(where, typed)
      const done = await client.call('activity.undo', { corpus, gesture })
      if (done.ok) return turned(args, done.value.undone, 'Took back', 'There is nothing to take back.')
      complainOf(done.failure)
      return 1
    })
  }
}

export const redoCommand: Command = {
  name: 'redo',
  summary: 'do again what was taken back last',
  help: `Usage: oopsdesk redo [CHANGE]

Does again what was taken back last, unless something was done since, or the change with the id CHANGE.
With --json the activity row, null when there was nothing to do again.

${actHelp}`,
  options: actOptions,
  run: async (args) => {
    const typed = typedOf(args, 'redo')
    return acting(args, async (where) => {
      const { client, corpus } = where
      const gesture = typed === null ? null : await changeAt(where, typed)
      const done = await client.call('activity.redo', { corpus, gesture })
      if (done.ok) return turned(args, done.value.redone, 'Did again', 'There is nothing to do again.')
      complainOf(done.failure)
      return 1
    })
  }
}
