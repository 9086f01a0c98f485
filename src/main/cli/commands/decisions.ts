import type { Decision } from '../../../shared/model/decision.ts'
import type { BucketId } from '../../../shared/model/ids.ts'
import { acting, actHelp, actOptions, say } from '../act.ts'
import { UsageError, type Arguments, type Command, type ExitCode } from '../command.ts'
import { bucketAt, reportAt, typedBucket, typedReport } from '../ids.ts'
import { complainOf } from '../output.ts'

type Decided = { readonly bucket?: BucketId; readonly decision: Decision }

/** Lists of reports are long and of no use on a terminal. */
const sayDecided = (args: Arguments, { bucket, decision }: Decided): Promise<ExitCode> =>
  say(
    args,
    { ...(bucket === undefined ? {} : { bucket }), decision: decision.decision, text: decision.text },
    bucket === undefined ? decision.text : `${decision.text} Bucket ${bucket}.`
  )

const mergeUse = 'merge needs the bucket that stays and at least one other.'
export const mergeCommand: Command = {
  name: 'merge',
  summary: 'make one bucket of several',
  help: `Usage: oopsdesk merge INTO BUCKET...

The reports of each BUCKET go into INTO, also those that are imported later. The notes of all stay, beside each other.
Prints what was changed; with --json {bucket, decision, text}. oopsdesk undo takes it back.

${actHelp}`,
  options: actOptions,
  run: async (args) => {
    const [first, ...rest] = args.positionals
    const typed = typedBucket(first, mergeUse)
    if (rest.length === 0) throw new UsageError(mergeUse)
    const others = rest.map((text) => typedBucket(text, mergeUse))
    return acting(args, async (where) => {
      const { client, corpus } = where
      const into = await bucketAt(where, typed)
      const buckets = await Promise.all(others.map((text) => bucketAt(where, text)))
      if (buckets.every((bucket) => bucket === into)) throw new UsageError(`Both are the bucket ${into}. ${mergeUse}`)
      const done = await client.call('decisions.merge', { corpus, into, buckets })
      if (done.ok) return sayDecided(args, done.value)
      complainOf(done.failure)
      return 1
    })
  }
}

export const splitCommand: Command = {
  name: 'split',
  summary: 'take reports out of their bucket into one of their own',
  help: `Usage: oopsdesk split BUCKET REPORT...

Prints what was changed and the new bucket; with --json {bucket, decision, text}. oopsdesk undo takes it back.

${actHelp}`,
  options: actOptions,
  run: async (args) => {
    const [first, ...rest] = args.positionals
    const use = 'split needs a bucket and at least one of its reports.'
    const typed = typedBucket(first, use)
    if (rest.length === 0) throw new UsageError(use)
    const ofBucket = rest.map(typedReport)
    return acting(args, async (where) => {
      const { client, corpus } = where
      const bucket = await bucketAt(where, typed)
      const reports = await Promise.all(ofBucket.map((text) => reportAt(where, text)))
      const done = await client.call('decisions.split', { corpus, bucket, reports })
      if (done.ok) return sayDecided(args, done.value)
      complainOf(done.failure)
      return 1
    })
  }
}

export const notSameCommand: Command = {
  name: 'not-same',
  summary: 'say that two buckets are never to be joined',
  help: `Usage: oopsdesk not-same A B

Prints what was changed; with --json {decision, text}. oopsdesk undo takes it back.

${actHelp}`,
  options: actOptions,
  run: async (args) => {
    const use = 'not-same needs two buckets.'
    if (args.positionals.length !== 2) throw new UsageError(use)
    const [one, other] = [typedBucket(args.positionals[0], use), typedBucket(args.positionals[1], use)]
    return acting(args, async (where) => {
      const { client, corpus } = where
      const [a, b] = [await bucketAt(where, one), await bucketAt(where, other)]
      if (a === b) throw new UsageError(`Both are the bucket ${a}. ${use}`)
      const done = await client.call('decisions.not-same', { corpus, a, b })
      if (done.ok) return sayDecided(args, done.value)
      complainOf(done.failure)
      return 1
    })
  }
}

export const duplicateCommand: Command = {
  name: 'duplicate',
  summary: "mark a bucket as another's duplicate",
  help: `Usage: oopsdesk duplicate BUCKET OF

Both stay buckets of their own. Prints what was changed; with --json {decision, text}. oopsdesk undo takes it back.

${actHelp}`,
  options: actOptions,
  run: async (args) => {
    const use = 'duplicate needs the bucket that is a duplicate, and the one that it is a duplicate of.'
    if (args.positionals.length !== 2) throw new UsageError(use)
    const [one, other] = [typedBucket(args.positionals[0], use), typedBucket(args.positionals[1], use)]
    return acting(args, async (where) => {
      const { client, corpus } = where
      const [bucket, of] = [await bucketAt(where, one), await bucketAt(where, other)]
      if (bucket === of) throw new UsageError(`Both are the bucket ${of}. ${use}`)
      const done = await client.call('decisions.duplicate', { corpus, bucket, of })
      if (done.ok) return sayDecided(args, done.value)
      complainOf(done.failure)
      return 1
    })
  }
}
