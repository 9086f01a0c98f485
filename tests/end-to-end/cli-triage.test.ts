import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root, spawnOopsdesk } from './server.ts'

const fixture = join(root, 'tests', 'fixtures', 'bcachefs-btree-path-level-init.log')

let folder = ''
let corpus = ''
/** Two reports, one, and one. */
let [a, b, c] = ['', '', '']

type Outcome = { readonly code: number; readonly out: string; readonly err: string }

const run = async (args: readonly string[], stdin?: string): Promise<Outcome> => {
  const child = spawnOopsdesk(args, folder, stdin !== undefined)
  const exit = once(child, 'exit') as Promise<[number]>
  if (!child.stdout || !child.stderr) throw new Error('no output to read')
  child.stdin?.end(stdin)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { code, out, err }
}
/** On the corpus of this test. */
const oopsdesk = (...args: readonly string[]): Promise<Outcome> => run([...args, '--corpus', corpus])

/** What it prints, once it went well. */
const said = async (...args: readonly string[]): Promise<string> => {
  const { code, out, err } = await oopsdesk(...args)
  expect([args, code, err]).toEqual([args, 0, ''])
  return out
}
const json = async (...args: readonly string[]): Promise<unknown> => JSON.parse(await said(...args, '--json'))

const linesOf = (out: string): readonly string[] => out.split('\n').filter(Boolean)
const bucketOf = async (name: string): Promise<string> => {
  const rows = linesOf(await said('buckets')).map((line) => JSON.parse(line) as { bucket: string; title: string })
  return rows.find(({ title }) => title.includes(name))?.bucket ?? ''
}
const reportsOf = async (bucket: string): Promise<readonly string[]> =>
  (await said('show', bucket)).match(/^[0-9a-f]{16}-\d+/gm) ?? []
/** What a person sees of a bucket in an export. */
const shown = (bucket: string): Promise<string> => said('export', '--bucket', bucket, '--no-sample')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-cli-'))
  corpus = join(folder, 'my.oopsdesk')
  const log = readFileSync(fixture, 'utf8')
  writeFileSync(join(folder, 'a1.log'), log)
  writeFileSync(join(folder, 'a2.log'), log.replaceAll('ffffc9000', 'ffffc9001'))
  writeFileSync(join(folder, 'b.log'), log.replaceAll('bch2_', 'ext9_').replaceAll('bcachefs', 'ext9fs'))
  writeFileSync(join(folder, 'c.log'), log.replaceAll('bch2_', 'nfsx_').replaceAll('bcachefs', 'nfsx'))
  const logs = ['a1', 'a2', 'b', 'c'].map((name) => join(folder, `${name}.log`))
  expect((await oopsdesk('import', ...logs)).code).toBe(0)
  a = await bucketOf('bch2_')
  b = await bucketOf('ext9_')
  c = await bucketOf('nfsx_')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a note', () => {
  test('is written, added to, and printed', async () => {
    expect(await said('note', a)).toBe('')
    expect(await said('note', a, 'A level too many.', '--author', 'Ada <ada@example.org>')).toBe('Saved.\n')
    expect(await json('note', a, 'Seen twice.', '--append', '--author', 'Grace')).toMatchObject({
      of: { kind: 'bucket', bucket: a },
      from: null,
      texts: [{ author: 'Grace', text: 'A level too many.\n\nSeen twice.' }]
    })
    expect(await said('note', a)).toBe('A level too many.\n\nSeen twice.\n')
    expect(await said('activity', '--limit', '2')).toMatch(
      /^[0-9a-f]{16} {2}\S+Z {2}Grace {2}wrote in a note - .*\n[0-9a-f]{16} {2}\S+Z {2}Ada <ada@example\.org> {2}began a note - /
    )
  })

  test('comes from a file or from standard input, also for a report', async () => {
    const file = join(folder, 'note.md')
    writeFileSync(file, '- [ ] bisect\n')
    expect(await said('note', b, '--file', file)).toBe('Saved.\n')
    const [report = ''] = await reportsOf(b)
    expect(await run(['note', report, '--file', '-', '--corpus', corpus], 'Of this report.\n')).toMatchObject({
      code: 0
    })
    expect(await json('note', report)).toMatchObject([
      { of: { kind: 'report', report }, texts: [{ text: 'Of this report.' }] }
    ])
    expect(await said('note', b)).toBe('- [ ] bisect\n')
  })

  test('that is too long is refused, and so is one that is not there', async () => {
    const file = join(folder, 'long.md')
    writeFileSync(file, 'x'.repeat(1_000_001))
    expect(await oopsdesk('note', c, '--file', file)).toEqual({
      code: 1,
      out: '',
      err: 'oopsdesk: The note would have 1000001 characters, and 1,000,000 are the most; shorten it.\n'
    })
    writeFileSync(file, 'x'.repeat(1_000_000))
    expect(await said('note', c, '--file', file)).toBe('Saved.\n')
    expect(await said('undo')).toMatch(/^Took back: began a note - /)
    const gone = await oopsdesk('note', c, '--file', join(folder, 'gone.md'))
    expect([gone.code, gone.err]).toEqual([
      1,
      expect.stringMatching(/^oopsdesk: .*gone\.md cannot be read \(.*\)\. Check the path\.\n$/)
    ])
  })
})

describe('what is said of buckets', () => {
  test('is said of several at once, as one gesture', async () => {
    expect(await said('status', 'confirmed', a, b, c)).toBe('Changed 3 buckets.\n')
    expect(await json('status', 'confirmed', a, b)).toEqual({ gesture: null, changed: 0 })
    expect(await said('tag', 'fs', a, b)).toBe('Changed 2 buckets.\n')
    expect(await said('tag', 'fs', b, '--remove')).toBe('Changed 1 bucket.\n')
    expect(await json('priority', 'urgent', a)).toEqual({
      gesture: expect.stringMatching(/^[0-9a-f]{16}$/),
      changed: 1
    })
    expect(await said('owner', 'Ada', a)).toBe('Changed 1 bucket.\n')
    expect(await said('owner', 'Ada', a)).toBe('It was so already.\n')
    expect(await shown(a)).toMatch(/- Status: confirmed\n- Priority: urgent\n- Owner: Ada\n- Tags: `fs`\n/)
    const gestures = linesOf(await said('activity', '--json')).map(
      (line) => JSON.parse(line) as { readonly text: string; readonly count: number; readonly gesture: string }
    )
    const confirmed = gestures.find(({ text: words }) => words === 'set the status to confirmed')
    expect(confirmed?.count).toBe(3)
    expect(await said('undo', confirmed?.gesture ?? '')).toMatch(
      /^Took back: set the status to confirmed - .* and 2 more\n$/
    )
    for (const bucket of [a, b, c]) expect(await shown(bucket)).not.toContain('confirmed')
    expect(await json('redo', confirmed?.gesture ?? '')).toMatchObject({ count: 3, undone: false })
    for (const bucket of [a, b, c]) expect(await shown(bucket)).toContain('Status: confirmed')
  })

  test.each([
    [
      ['fixed', '--commit', '0123456789AB', '--title', 'bcachefs: fix it', '--release', '6.16-rc1'],
      'fixed by 0123456789ab, "bcachefs: fix it" in 6.16-rc1'
    ],
    [['invalid', '--reason', 'a bad DIMM'], 'invalid: a bad DIMM'],
    [['ignored', '--until', '2027-01-31'], 'ignored until 2027-01-31'],
    [['ignored', '--reports', '50'], 'ignored until it has 50 reports'],
    [['looking'], 'looking'],
    [['new'], 'new']
  ])('status %j', async ([status = '', ...options], words) => {
    expect(await said('status', status, c, ...options)).toBe('Changed 1 bucket.\n')
    expect(linesOf(await said('activity', '--limit', '1'))).toEqual([
      expect.stringContaining(`set the status to ${words} - `)
    ])
  })
})

const listed = async (filter: string): Promise<readonly string[]> =>
  linesOf(await said('buckets', '--filter', filter)).map((line) => (JSON.parse(line) as { bucket: string }).bucket)

describe('a filter and the beginning of an id', () => {
  test('choose the buckets that a script means', async () => {
    await said('tag', 'net', a, b)
    await said('owner', 'Ada', c)
    expect((await listed('tag:net')).toSorted()).toEqual([a, b].toSorted())
    expect(await listed('tag:net -bch2_btree_path_level_init')).toEqual([b])
    expect(await listed('tag:nobody')).toEqual([])
    expect(await listed('has:owner -tag:net')).toEqual([c])
    expect(await said('priority', 'high', '--filter', 'tag:net')).toBe('Changed 2 buckets.\n')
    expect((await listed('priority:high,urgent')).toSorted()).toEqual([a, b].toSorted())
    expect(await json('status', 'looking', '--filter', 'tag:nobody')).toEqual({ gesture: null, changed: 0 })
    const [whole, named] = [await said('export', '--filter', 'tag:net ext9_'), await said('export', '--bucket', b)]
    expect(whole).toBe(named)
    expect(await said('tag', 'net', '--filter', 'tag:net', '--remove')).toBe('Changed 2 buckets.\n')
    const me = linesOf(
      (await run(['owner', 'Jane Doe', c, '--author', 'Jane Doe <j@example.org>', '--corpus', corpus])).out
    )
    expect(me).toEqual(['Changed 1 bucket.'])
    expect(await said('tag', 'mine', '--filter', 'owner:me', '--author', 'Jane Doe <j@example.org>')).toBe(
      'Changed 1 bucket.\n'
    )
    await said('tag', 'mine', c, '--remove')
    await said('owner', '', c)
  })

  test('are told from the others, or refused', async () => {
    expect(await said('show', a.slice(0, 6))).toBe(await said('show', a))
    const [report = ''] = await reportsOf(b)
    expect(await said('show', `${report.slice(0, 8)}-0`)).toBe(await said('show', report))
    expect(await said('why', report.slice(0, 8), (await reportsOf(c))[0]?.slice(0, 7) ?? '')).toContain('Chance')
    expect(await said('tag', 'x', a.slice(0, 5))).toBe('Changed 1 bucket.\n')
    const [change = ''] = (await said('activity', '--limit', '1')).split(' ')
    expect(await said('undo', change.slice(0, 7))).toMatch(/^Took back: added the tag x/)
    const nothing = [a, b, c].some((id) => id.startsWith('0000')) ? 'ffff' : '0000'
    expect(await oopsdesk('tag', 'x', nothing)).toEqual({
      code: 1,
      out: '',
      err: `oopsdesk: No bucket of this corpus begins with "${nothing}"; "oopsdesk buckets" prints them.\n`
    })
  })
})

describe('decisions', () => {
  test('a merged bucket shows the notes of both, and undo and redo hold from process to process', async () => {
    const [before, other] = [await shown(a), await shown(b)]
    expect(await said('merge', a, b)).toBe(
      '"kernel BUG in ext9_btree_path_level_init" (1 report) merged into "kernel BUG in bch2_btree_path_level_init" ' +
        `(2 reports). Bucket ${a}.\n`
    )
    expect(await reportsOf(a)).toHaveLength(3)
    const merged = await shown(a)
    expect(await said('note', a)).toContain('From kernel BUG in ext9_btree_path_level_init:\n\n- [ ] bisect\n')
    expect(await said('undo')).toMatch(/^Took back: .* merged into /)
    expect([await shown(a), await shown(b)]).toEqual([before, other])
    expect(await said('redo')).toMatch(/^Did again: .* merged into /)
    expect(await shown(a)).toBe(merged)
    expect(await said('redo')).toBe('There is nothing to do again.\n')
    expect(await json('redo')).toBeNull()
    expect(await said('undo')).toMatch(/^Took back/)
  })

  test('a report is split off, and comes back', async () => {
    const [report = ''] = await reportsOf(a)
    const split = (await json('split', a, report)) as { readonly bucket: string }
    expect(split).toEqual({
      bucket: expect.stringMatching(/^[0-9a-f]{12}$/),
      decision: expect.any(String),
      text: '1 report taken out of "kernel BUG in bch2_btree_path_level_init" (2 reports).'
    })
    expect(await reportsOf(split.bucket)).toEqual([report])
    expect(await said('undo')).toMatch(/^Took back: 1 report taken out/)
    expect(await reportsOf(a)).toHaveLength(2)
    const all = await oopsdesk('split', c, ...(await reportsOf(c)))
    expect([all.code, all.err]).toEqual([
      1,
      expect.stringMatching(/^oopsdesk: Splitting would leave no report in .*\.\n$/)
    ])
  })

  test('a duplicate is marked, and of that one no other way round', async () => {
    expect(await said('duplicate', b, a)).toBe(
      '"kernel BUG in ext9_btree_path_level_init" (1 report) is a duplicate of ' +
        '"kernel BUG in bch2_btree_path_level_init" (2 reports).\n'
    )
    expect(await oopsdesk('duplicate', a, b)).toEqual({
      code: 1,
      out: '',
      err: `oopsdesk: The bucket ${b} is itself a duplicate of ${a}. Take that change back first.\n`
    })
    expect(await json('not-same', b, c)).toEqual({
      decision: expect.any(String),
      text: expect.stringContaining('are not the same')
    })
  })

  test('activity is of one bucket where that is asked for', async () => {
    const ofC = linesOf(await said('activity', '--bucket', c))
    expect(ofC.length).toBeGreaterThan(5)
    expect(ofC.some((line) => line.includes('began a note') && line.endsWith('[undone]'))).toBe(true)
    expect(ofC.some((line) => line.includes('merged into'))).toBe(false)
  })
})

describe('exports', () => {
  const starts = {
    markdown: '# kernel BUG in',
    html: '<!doctype html>',
    json: '{',
    csv: 'bucket,title,',
    mail: 'Subject: '
  }

  test.each(Object.entries(starts))('%s is in the file whole, and the same on stdout', async (format, start) => {
    const file = join(folder, `out.${format}`)
    expect(await said('export', '--format', format, '--bucket', a, '--out', file)).toBe('')
    const whole = readFileSync(file, 'utf8')
    expect(whole.startsWith(start)).toBe(true)
    expect(await said('export', '--format', format, '--bucket', a)).toBe(whole)
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
  })

  test('JSON can be read, and has the buckets that something is said of', async () => {
    const whole = JSON.parse(await said('export', '--format', 'json')) as {
      readonly buckets: readonly { readonly bucket: string }[]
    }
    expect(whole).toMatchObject({ format: 'oopsdesk-export', version: 1 })
    expect(whole.buckets.map(({ bucket }) => bucket).sort()).toEqual([a, b].sort())
  })

  test('a file that cannot be written is named, and what was there stays', async () => {
    const nowhere = join(folder, 'no', 'such', 'folder.md')
    expect(await oopsdesk('export', '--bucket', a, '--out', nowhere)).toEqual({
      code: 1,
      out: '',
      err: `oopsdesk: ${nowhere} cannot be written (there is no such folder). Choose another file.\n`
    })
    expect((await oopsdesk('export', '--bucket', a, '--out', folder)).err).toContain('it is a folder')
    const file = join(folder, 'kept.mail')
    writeFileSync(file, 'a letter')
    const two = await oopsdesk('export', '--format', 'mail', '--bucket', a, '--bucket', b, '--out', file)
    expect(two).toEqual({
      code: 1,
      out: '',
      err: 'oopsdesk: A mail is about one bucket, and 2 were chosen. Choose one bucket, or another format.\n'
    })
    expect(readFileSync(file, 'utf8')).toBe('a letter')
  })

  test('a device is written to, never replaced', async () => {
    await said('export', '--bucket', a, '--out', '/dev/null')
    expect(readdirSync('/dev').filter((name) => name.startsWith('null.'))).toEqual([])
    expect(readFileSync('/dev/null', 'utf8')).toBe('')
  })

  test('a bundle brings all to a fresh corpus, and nothing the second time', async () => {
    const bundle = join(folder, 'all.bundle')
    const exported = (await json('bundle', 'export', '--all', '--out', bundle)) as { readonly acts: number }
    expect(exported).toMatchObject({ file: bundle, buckets: 3, reports: 4 })
    const fresh = join(folder, 'fresh.oopsdesk')
    const take = (...more: readonly string[]): Promise<Outcome> =>
      run(['bundle', 'import', bundle, '--corpus', fresh, ...more])
    const first = await take('--json')
    expect([first.code, first.err]).toEqual([0, ''])
    expect(JSON.parse(first.out)).toEqual({
      logs: { added: 4, known: 0 },
      reports: 4,
      acts: { added: exported.acts, known: 0 },
      conflicts: [],
      waiting: 0
    })
    const whole = async (file: string): Promise<string> =>
      (await run(['export', '--format', 'json', '--all', '--corpus', file])).out
    expect(await whole(fresh)).toBe(await whole(corpus))
    expect((await take()).out).toBe(
      `0 new logs with 0 reports (4 were there), 0 new changes (${exported.acts} were there).\n`
    )
    truncateSync(bundle, 1000)
    const cut = await take()
    expect([cut.code, cut.err]).toEqual([
      1,
      expect.stringMatching(/^oopsdesk: .*all\.bundle is not a whole triage bundle/)
    ])
    const nothing = await run([
      'bundle',
      'import',
      join(folder, 'gone.bundle'),
      '--corpus',
      join(folder, 'never.oopsdesk')
    ])
    expect([nothing.code, existsSync(join(folder, 'never.oopsdesk'))]).toEqual([1, false])
  })
})

describe('restore', () => {
  test('lists backups, and a damaged corpus names the command that brings one back', async () => {
    const [line = ''] = linesOf(await said('restore', '--list'))
    expect(line).toMatch(/^my-\d{4}-\d\d-\d\d\.oopsdesk {2}\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}[\d.]+ kB {2}backup$/)
    const [name = ''] = line.split(' ')
    const before = readFileSync(corpus)
    truncateSync(corpus, 20_000)
    const damaged = await oopsdesk('buckets')
    expect(damaged.code).toBe(1)
    expect(damaged.err).toContain(`"oopsdesk restore --corpus ${corpus}"`)
    expect(await json('restore', name)).toEqual({
      corpus,
      restored: join(folder, 'backups', name),
      kept: expect.stringMatching(/-replaced\.oopsdesk$/)
    })
    // The backup is of the import: nothing had been said then.
    expect(await said('activity')).toBe('')
    expect(await reportsOf(a)).toHaveLength(2)
    writeFileSync(corpus, before)
    expect(await said('activity', '--limit', '1')).not.toBe('')
  })

  test('of what is not there is refused', async () => {
    expect(await oopsdesk('restore', '1999-01-01')).toEqual({
      code: 1,
      out: '',
      err: `oopsdesk: There is no backup "1999-01-01" of ${corpus}. oopsdesk restore --list names them.\n`
    })
  })
})

const commands = [
  'note',
  'status',
  'priority',
  'owner',
  'tag',
  'merge',
  'split',
  'not-same',
  'duplicate',
  'undo',
  'redo',
  'activity',
  'export',
  'bundle',
  'restore'
]

describe.concurrent('wrong use', () => {
  const id = '0123456789ab'
  test.each([
    [['note'], 'note needs a bucket or a report.'],
    [['note', 'here'], '"here" is not the id of a bucket or report.'],
    [['note', id, 'a', 'b'], 'note takes its text as one argument, or as --file FILE.'],
    [['note', id, '--append'], '--append needs a text.'],
    [['note', id, 'x', '--author', 'Ada\nGrace'], '--author needs a name of at most 200 characters in one line.'],
    [['status', 'done', id], '"done" is not a status: it is one of new, looking, confirmed, fixed, invalid, ignored.'],
    [['status', 'looking'], 'status needs a status and at least one bucket, or --filter.'],
    [['status', 'fixed', id, '--commit', 'HEAD~1'], '"HEAD~1" is not right for --commit: it needs 7 to 40 hex digits.'],
    [
      ['status', 'fixed', id, '--release', 'next'],
      '"next" is not right for --release: it needs as in 6.12 or 6.12-rc3.'
    ],
    [
      ['status', 'ignored', id, '--until', '2027-02-30'],
      '"2027-02-30" is not a day: --until needs one as in 2027-01-31.'
    ],
    [['status', 'ignored', id, '--reports', '0'], '"0" is not right for --reports: it needs a number above 0.'],
    [['status', 'looking', id, '--commit', '0123456'], '--commit goes with the status fixed alone.'],
    [['priority', 'huge', id], '"huge" is not a priority: it is one of none, low, medium, high, urgent.'],
    [['owner', 'A\nB', id], 'A name is one line of at most 120 characters.'],
    [['tag', 'a,b', id], 'A tag is at most 60 characters in one line, without comma or #.'],
    [['tag', 'x', id, '--filter', 'tag:y'], '--filter and named buckets do not go together.'],
    [
      ['buckets', '--filter', 'prio:high'],
      'There is no field "prio"; the fields are status, priority, owner, tag, has, kind and kernel. To look for the text, write "prio:high" in quotes.'
    ],
    [
      ['export', '--filter', 'priority:hi'],
      '"hi" is not a value of priority; it has none, low, medium, high and urgent.'
    ],
    [['merge', id], 'merge needs the bucket that stays and at least one other.'],
    [['split', id, 'x'], '"x" is not a report, as "show BUCKET" prints them.'],
    [['not-same', id], 'not-same needs two buckets.'],
    [['duplicate', id, 'x'], '"x" is not a bucket: it must be 12 hex digits, or the first 4 or more of them.'],
    [['undo', 'x'], '"x" is not the id of a change, as "activity" prints it.'],
    [['activity', '--limit', '1.5'], '--limit needs a number above 0.'],
    [['export', '--format', 'pdf'], '--format is one of markdown, html, json, csv, mail.'],
    [['export', '--all', '--bucket', id], '--bucket, --filter and --all do not go together.'],
    [['export', '--reports', 'many'], '--reports needs a number from 0 to 1000.'],
    [['export', '--subject', 'a\r\nBcc: x'], 'The option for subject must be one line of at most 500 characters.'],
    [['bundle'], 'bundle needs "export" or "import".'],
    [['bundle', 'export'], 'bundle export needs --out FILE.'],
    [['bundle', 'import'], 'bundle import needs one FILE.'],
    [['restore', '--list', 'x'], '--list and a BACKUP do not go together.']
  ])('%j ends with 2 and one sentence', async (args, sentence) => {
    expect(await oopsdesk(...args)).toEqual({
      code: 2,
      out: '',
      err: `oopsdesk: ${sentence} See oopsdesk ${args[0]} --help.\n`
    })
  })

  test.each([
    ['note', id],
    ['note', id, 'x'],
    ['status', 'looking', id],
    ['merge', id, 'ba9876543210'],
    ['duplicate', id, 'ba9876543210'],
    ['activity', '--bucket', id],
    ['export', '--bucket', id]
  ])('%s %s of a bucket that is not there ends with 1 and says where to look', async (...args) => {
    const { code, out, err } = await oopsdesk(...args)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^oopsdesk: There is no bucket [0-9a-f]{12} in this corpus\. [^.]+\.\n$/)
  })

  test.each(commands)('%s --help fits a terminal', async (command) => {
    const { code, out } = await run([command, '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^Usage: oopsdesk ${command} `))
    expect(linesOf(out).filter((line) => line.length > 120)).toEqual([])
    expect(linesOf(out).length).toBeLessThan(35)
  })
})
