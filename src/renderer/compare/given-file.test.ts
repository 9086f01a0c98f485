import { expect, test } from 'vitest'
import { longestText, readLog } from './given-file.ts'

test('a file is read as text, or it is said why not', async () => {
  expect(await readLog(new File(['BUG: a'], 'a.log'))).toEqual({ ok: true, value: { name: 'a.log', text: 'BUG: a' } })
  const long = await readLog(new File(['a'.repeat(longestText + 1)], 'long.log'))
  expect(long).toMatchObject({ ok: false, failure: ['long.log is longer than 4 MiB.', expect.any(String)] })
  const folder = new File([], 'logs')
  // As a browser does with a folder, and with a file that has gone since it was picked.
  folder.text = () => Promise.reject(new DOMException('not found', 'NotFoundError'))
  expect(await readLog(folder)).toMatchObject({ ok: false, failure: ['logs cannot be read.', expect.any(String)] })
})
