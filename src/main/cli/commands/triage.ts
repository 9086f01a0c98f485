import {
  ownerSchema,
  prioritySchema,
  statusKindSchema,
  statusSchema,
  tagSchema,
  type Status,
  type TriageChange
} from '../../../shared/model/triage.ts'
import { acting, actHelp, actOptions, countedBuckets, say } from '../act.ts'
import { UsageError, type Arguments, type Command, type ExitCode } from '../command.ts'
import { filterHelp, matchingBuckets, typedTerms } from '../filter.ts'
import { bucketAt, typedBucket } from '../ids.ts'
import { complainOf } from '../output.ts'

const changeOptions = { ...actOptions, filter: { type: 'string' } } as const
const changeHelp = `${filterHelp}
${actHelp}`

const change = (args: Arguments, given: readonly string[], wanted: TriageChange, use: string): Promise<ExitCode> => {
  const filter = args.text('filter')
  if (filter !== null && given.length > 0) throw new UsageError('--filter and named buckets do not go together.')
  if (filter === null && given.length === 0) throw new UsageError(use)
  const [terms, ids] = [filter === null ? null : typedTerms(filter), given.map((text) => typedBucket(text, use))]
  return acting(args, async (where) => {
    const { client, corpus } = where
    const buckets = terms
      ? await matchingBuckets(where, terms)
      : await Promise.all(ids.map((text) => bucketAt(where, text)))
    if (buckets.length === 0) return say(args, { gesture: null, changed: 0 }, 'No bucket matches.')
    const done = await client.call('triage.change', { corpus, buckets, change: wanted })
    if (!done.ok) {
      complainOf(done.failure)
      return 1
    }
    const { changed } = done.value
    return say(args, done.value, changed === 0 ? 'It was so already.' : `Changed ${countedBuckets(changed)}.`)
  })
}

const dayOf = (text: string): number => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // A day that is not in the calendar, such as 2027-02-30, counts on into the next month.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text)) {
    throw new UsageError(`"${text}" is not a day: --until needs one as in 2027-01-31.`)
  }
  return time
}

/** What each status can be told, with what is right for it. */
const details = {
  commit: { of: 'fixed', right: '7 to 40 hex digits' },
  title: { of: 'fixed', right: 'at most 500 characters in one line' },
  release: { of: 'fixed', right: 'as in 6.12 or 6.12-rc3' },
  reason: { of: 'invalid', right: 'at most 500 characters in one line' },
  until: { of: 'ignored', right: 'a day as in 2027-01-31' },
  reports: { of: 'ignored', right: 'a number above 0' }
} as const

const detailNames = ['commit', 'title', 'release', 'reason', 'until', 'reports'] as const

const statusOf = (kind: string, { text }: Arguments): Status => {
  if (!statusKindSchema.safeParse(kind).success) {
    throw new UsageError(`"${kind}" is not a status: it is one of ${statusKindSchema.options.join(', ')}.`)
  }
  const astray = detailNames.find((name) => text(name) !== null && details[name].of !== kind)
  if (astray !== undefined) throw new UsageError(`--${astray} goes with the status ${details[astray].of} alone.`)
  const [until, reports] = [text('until'), text('reports')]
  const checked = statusSchema.safeParse({
    kind,
    ...(kind === 'fixed'
      ? { commit: text('commit')?.toLowerCase() ?? null, title: text('title'), release: text('release') }
      : {}),
    ...(kind === 'invalid' ? { reason: text('reason') ?? '' } : {}),
    ...(kind === 'ignored'
      ? { until: until === null ? null : dayOf(until), reports: reports === null ? null : Number(reports) }
      : {})
  })
  if (checked.success) return checked.data
  const wrong = detailNames.find((name) => checked.error.issues.some(({ path }) => path[0] === name)) ?? 'title'
  throw new UsageError(`"${text(wrong) ?? ''}" is not right for --${wrong}: it needs ${details[wrong].right}.`)
}

const statusUse = 'status needs a status and at least one bucket, or --filter.'
export const statusCommand: Command = {
  name: 'status',
  summary: 'set the status of buckets',
  help: `Usage: oopsdesk status STATUS BUCKET... | --filter TEXT [options]

STATUS is one of new, looking, confirmed, fixed, invalid, ignored. Prints how many buckets changed;
with --json {gesture, changed}.

  --commit HASH   the commit that fixed it, 7 to 40 hex digits
  --title TITLE   the first line of that commit's message
  --release V     the first release with the fix, as in 6.12 or 6.12-rc3: a report on a later kernel came back
  --reason TEXT   why it is invalid
  --until DAY     ignored until this day, as in 2027-01-31
  --reports N     ignored until it has N reports
${changeHelp}`,
  options: {
    ...changeOptions,
    commit: { type: 'string' },
    title: { type: 'string' },
    release: { type: 'string' },
    reason: { type: 'string' },
    until: { type: 'string' },
    reports: { type: 'string' }
  },
  run: async (args) => {
    const [kind, ...buckets] = args.positionals
    if (kind === undefined) throw new UsageError(statusUse)
    return change(args, buckets, { kind: 'status', status: statusOf(kind, args) }, statusUse)
  }
}

const priorityUse = 'priority needs a priority and at least one bucket, or --filter.'
export const priorityCommand: Command = {
  name: 'priority',
  summary: 'set the priority of buckets',
  help: `Usage: oopsdesk priority PRIORITY BUCKET... | --filter TEXT

PRIORITY is one of none, low, medium, high, urgent. Prints how many buckets changed; with --json {gesture, changed}.

${changeHelp}`,
  options: changeOptions,
  run: async (args) => {
    const [given, ...buckets] = args.positionals
    if (given === undefined) throw new UsageError(priorityUse)
    const priority = prioritySchema.safeParse(given)
    if (!priority.success) {
      throw new UsageError(`"${given}" is not a priority: it is one of ${prioritySchema.options.join(', ')}.`)
    }
    return change(args, buckets, { kind: 'priority', priority: priority.data }, priorityUse)
  }
}

const ownerUse = 'owner needs a name and at least one bucket, or --filter.'
export const ownerCommand: Command = {
  name: 'owner',
  summary: 'say who looks after buckets',
  help: `Usage: oopsdesk owner NAME BUCKET... | --filter TEXT

An empty NAME ("") takes the owner away. Prints how many buckets changed; with --json {gesture, changed}.

${changeHelp}`,
  options: changeOptions,
  run: async (args) => {
    const [given, ...buckets] = args.positionals
    const owner = ownerSchema.safeParse(given)
    if (!owner.success)
      throw new UsageError(given === undefined ? ownerUse : 'A name is one line of at most 120 characters.')
    return change(args, buckets, { kind: 'owner', owner: owner.data.trim() }, ownerUse)
  }
}

const tagUse = 'tag needs a tag and at least one bucket, or --filter.'
export const tagCommand: Command = {
  name: 'tag',
  summary: 'put a tag on buckets, or take it away',
  help: `Usage: oopsdesk tag TAG BUCKET... | --filter TEXT [--remove]

A tag is a word or a few, without commas. Prints how many buckets changed; with --json {gesture, changed}.

  --remove        take the tag away
${changeHelp}`,
  options: { ...changeOptions, remove: { type: 'boolean' } },
  run: async (args) => {
    const [given, ...buckets] = args.positionals
    const tag = tagSchema.safeParse(given?.trim())
    if (!tag.success) {
      throw new UsageError(
        given === undefined ? tagUse : 'A tag is at most 60 characters in one line, without comma or #.'
      )
    }
    return change(args, buckets, { kind: 'tag', tag: tag.data, on: !args.flag('remove') }, tagUse)
  }
}
