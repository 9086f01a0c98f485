import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { askedValues, clearedField, toggledValue, writtenValue } from './change-filter.ts'
import { completionsOf } from './complete-filter.ts'
import { fieldNames, fields } from './fields.ts'
import { parseFilter, withMe } from './parse-filter.ts'

const term = (field: string, values: readonly string[], not = false) => ({ field, values, not })

test.each([
  ['', []],
  ['task hung', [term('text', ['task']), term('text', ['hung'])]],
  ['"task hung"', [term('text', ['task hung'])]],
  ['"task hu', [term('text', ['task hu'])]],
  ['-flaky -"a b"', [term('text', ['flaky'], true), term('text', ['a b'], true)]],
  ['a - b', [term('text', ['a']), term('text', ['-']), term('text', ['b'])]],
  // Words of kernel logs that have a colon.
  ['BUG: KASAN:x', [term('text', ['BUG:']), term('text', ['KASAN:x'])]],
  ['fs/inode.c:12 ext4: 0010:f', ['fs/inode.c:12', 'ext4:', '0010:f'].map((word) => term('text', [word]))],
  ['https://lore.kernel.org/', [term('text', ['https://lore.kernel.org/'])]],
  ['workqueue: x', [term('text', ['workqueue:']), term('text', ['x'])]],
  ['tag:net', [term('tag', ['net'])]],
  ['-tag:"needs repro",net', [term('tag', ['needs repro', 'net'], true)]],
  ['status:New is:looking', [term('status', ['new', 'looking'])]],
  ['tag:a tag:b', [term('tag', ['a']), term('tag', ['b'])]],
  ['-status:new -status:fixed', [term('status', ['new'], true), term('status', ['fixed'], true)]],
  ['owner:"Jane \\"J\\" Doe"', [term('owner', ['Jane "J" Doe'])]]
])('%j', (text, terms) => {
  expect(parseFilter(text)).toEqual({ terms, problems: [] })
})

test.each([
  [
    'statu:new',
    'There is no field "statu"; the fields are status, priority, owner, tag, has, kind and kernel. To look for the text, write "statu:new" in quotes.',
    [0, 9]
  ],
  [
    'x status:open',
    '"open" is not a value of status; it has new, looking, confirmed, fixed, invalid, ignored, duplicate and came-back.',
    [9, 13]
  ],
  ['has:x', '"x" is not a value of has; it has note, tag, owner, priority and triage.', [4, 5]],
  ['tag:', 'tag: needs a value, as in tag:net.', [0, 4]],
  ['tag:#x', '"#x" cannot be a tag: one has at most 60 characters, and no comma or #.', [4, 6]]
])('%j says what is right', (text, sentence, [start, end]) => {
  expect(parseFilter(text).problems).toMatchObject([{ text: sentence, start, end }])
})

test('what is right counts beside what is wrong', () => {
  expect(parseFilter('status:new,opne tag:net').terms).toEqual([term('status', ['new']), term('tag', ['net'])])
  expect(parseFilter('x '.repeat(60)).problems).toHaveLength(1)
})

test('me is the person, in owners alone', () => {
  expect(withMe(parseFilter('owner:me,Bob tag:me').terms, 'Ada')).toEqual([
    term('owner', ['Ada', 'Bob']),
    term('tag', ['me'])
  ])
})

test.each([
  ['', 'status', 'new', 'status:new'],
  ['ext4', 'status', 'new', 'ext4 status:new'],
  ['is:new ext4', 'status', 'fixed', 'is:new,fixed ext4'],
  ['is:new,fixed ext4', 'status', 'new', 'is:fixed ext4'],
  ['is:new ext4', 'status', 'new', 'ext4'],
  ['status:new status:fixed', 'status', 'fixed', 'status:new'],
  ['tag:a', 'tag', 'needs repro', 'tag:a tag:"needs repro"'],
  ['tag:a tag:"needs repro"', 'tag', 'needs repro', 'tag:a'],
  ['-tag:a', 'tag', 'a', '-tag:a tag:a']
] as const)('%j with %s %s turned is %j', (text, field, value, expected) => {
  expect(toggledValue(text, field, value)).toBe(expected)
})

test('a field is cleared, and what it leaves out stays', () => {
  expect(clearedField('is:new x status:fixed -status:invalid', 'status')).toBe('x -status:invalid')
})

test('a value that is turned on and off leaves what the filter asked for', () => {
  const value = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => {
    const read = parseFilter(`owner:${writtenValue(text)}`)
    return text.trim() === text && read.problems.length === 0
  })
  const filter = fc.array(fc.constantFrom('ext4', 'owner:Bob', '-owner:x', '"a b"', 'status:new'), { maxLength: 4 })
  fc.assert(
    fc.property(filter, value, (parts, owner) => {
      const text = parts.join(' ')
      fc.pre(!askedValues(text, 'owner').some((one) => one.toLowerCase() === owner.toLowerCase()))
      const on = toggledValue(text, 'owner', owner)
      expect(askedValues(on, 'owner')).toContain(owner)
      expect(parseFilter(toggledValue(on, 'owner', owner)).terms).toEqual(parseFilter(text).terms)
    })
  )
})

test('nothing that is typed fails', () => {
  const typed = fc.array(fc.constantFrom('"', ':', '-', ',', ' ', 'tag', 'is:', '\\', 'new', 'é'), { maxLength: 12 })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        typed.map((parts) => parts.join(''))
      ),
      fc.nat({ max: 20 }),
      (text, caret) => {
        parseFilter(text)
        for (const field of fieldNames) parseFilter(clearedField(toggledValue(text, field, 'x'), field))
        completionsOf(text, caret, {})
      }
    )
  )
})

const labels = (text: string, known = {}): readonly string[] =>
  completionsOf(text, text.length, known).map(({ label }) => label)

test('completes fields and values at the caret', () => {
  expect(labels('')).toEqual([])
  expect(labels('ext4 st')).toEqual(['status:'])
  expect(labels('-k')).toEqual(['kind:', 'kernel:'])
  expect(labels('BUG')).toEqual([])
  expect(labels('priority:')).toEqual(['none', 'low', 'medium', 'high', 'urgent'])
  expect(labels('is:new,l')).toEqual(['looking'])
  expect(labels('status:new')).toEqual([])
  expect(labels('tag:"ne', { tag: ['net', 'needs repro', 'mm'] })).toEqual(['net', 'needs repro'])
  expect(completionsOf('x tag:ne y', 8, { tag: ['needs repro'] })[0]).toMatchObject({
    text: 'x tag:"needs repro" y',
    caret: 19
  })
})

test('every example of the help is right', () => {
  for (const name of fieldNames)
    expect(parseFilter(fields[name].example)).toMatchObject({ terms: [{ field: name }], problems: [] })
})

const owners = (from: number, count: number): string =>
  Array.from({ length: count }, (_, at) => `o${from + at}`).join(',')

test('more values than a term can have are refused in words, or taken as far as they go, and nothing is thrown', () => {
  const { terms, problems } = parseFilter(`owner:${owners(0, 101)}`)
  expect(terms).toEqual([])
  expect(problems.map(({ text }) => text)).toEqual(['A filter asks for at most 100 values of owner.'])
  const joined = parseFilter(`owner:${owners(0, 80)} owner:${owners(80, 80)}`)
  expect(joined.problems).toEqual([])
  expect(joined.terms.map(({ values }) => values.length)).toEqual([100])
})
