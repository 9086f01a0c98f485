import { expect, it } from 'vitest'
import { pickedName } from './picked-name.ts'

it.each([
  [['logs/a.log', 'logs/deep/b.log'], 'logs'],
  [['logs/a.log', 'more/b.log', 'c.txt'], 'logs, more and c.txt'],
  [['dmesg.txt'], 'dmesg.txt'],
  [['a', 'b', 'c'], '3 files'],
  [['a/1', 'b/1', 'c/1', 'd/1', 'e/1'], 'a, b, c and 2 more folders']
])('calls %j %s', (paths, name) => expect(pickedName(paths.map((path) => ({ path })))).toBe(name))

it('is never longer than a name may be', () => {
  expect(pickedName([{ path: `${'x'.repeat(2000)}/a` }])).toHaveLength(1000)
})
