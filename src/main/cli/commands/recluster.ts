import type { Regrouping } from '../../../shared/model/bucket-detail.ts'
import { UsageError, type Command } from '../command.ts'
import { withEngine } from '../local-engine.ts'
import { complain, complainOf, printJson } from '../output.ts'
import { onStopSignal } from '../stop-signals.ts'

const inWords = ({ from, to, splits, merges, reports, before, after, more }: Regrouping): string => {
  const rules = from === to ? `Rule ${to}` : `Rule ${to} instead of ${from}`
  const buckets = after === 1 ? '1 bucket' : `${after} buckets`
  if (reports === 0) return `${rules} changes nothing: ${buckets}.`
  const rest = more > 0 ? `, and ${more} more changes` : ''
  return `${rules}: ${splits.length} buckets split, ${merges.length} merges${rest}; ${reports} reports move; ${before} buckets become ${after}.`
}

type Progress = { readonly done: number; readonly of: number }

/** One line that overwrites itself on a terminal; elsewhere nothing, so that a log of it stays short. */
const progressOn = (
  stream: NodeJS.WriteStream,
  what: string
): { readonly show: (progress: Progress) => void; readonly end: () => void } => {
  let width = 0
  return {
    show: ({ done, of }) => {
      if (!stream.isTTY || of === 0) return
      const text = `${what}, ${Math.floor((Math.min(done, of) / of) * 100)} % (${done} of ${of})`
      stream.write(`\r${text.padEnd(width)}`)
      width = text.length
    },
    end: () => {
      if (width > 0) stream.write('\n')
    }
  }
}

export const reclusterCommand: Command = {
  name: 'recluster',
  summary: 'group the reports anew by the rule of this version',
  help: `Usage: oopsdesk recluster [--dry-run | --undo] [--corpus FILE]

Prints one JSON object {from, to, before, after, reports, splits, merges, more}: the versions of the rule, the buckets
before and after, the reports that move, and which buckets split and merge. What you decided yourself stays.
On a terminal, stderr shows how far it is. Ctrl+C stops it, and nothing is changed.

  --dry-run       only say what would change
  --undo          put back the buckets from before the last recluster
  --corpus FILE   the corpus file; without it, your own corpus`,
  options: { corpus: { type: 'string' }, 'dry-run': { type: 'boolean' }, undo: { type: 'boolean' } },
  run: async ({ positionals, text, flag }) => {
    if (positionals.length > 0) throw new UsageError('recluster takes no arguments, only options.')
    const [dryRun, undo] = [flag('dry-run'), flag('undo')]
    if (dryRun && undo) throw new UsageError('--dry-run and --undo do not go together.')
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      if (undo) {
        const undone = await client.call('regrouping.undo', { corpus })
        if (!undone.ok) {
          complainOf(undone.failure)
          return 1
        }
        if (undone.value.undone === null) {
          complain('There is no recluster to take back; nothing was changed.')
          return 1
        }
        await printJson(undone.value.undone)
        return 0
      }
      const stopped = new AbortController()
      onStopSignal(() => stopped.abort())
      const { signal } = stopped
      const line = progressOn(process.stderr, dryRun ? 'Looking what would change' : 'Regrouping')
      const done = await client.call(
        dryRun ? 'regrouping.preview' : 'regrouping.apply',
        { corpus },
        { signal, onProgress: line.show }
      )
      line.end()
      if (!done.ok) {
        complainOf(done.failure)
        return 1
      }
      complain(inWords(done.value))
      await printJson(done.value)
      return 0
    })
  }
}
