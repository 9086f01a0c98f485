import { expect, it } from 'vitest'
import { corpusIdSchema } from '../../shared/model/ids.ts'
import { allowedFolders } from './allowed-folders.ts'

const corpus = corpusIdSchema.parse('abcdefghij')
const own = {
  corpus,
  name: 'crashes',
  file: '/home/a/.local/share/oopsdesk/crashes.oopsdesk',
  opened: 0,
  present: true,
  buckets: 0,
  fileBytes: 0
}

it('names the roots and the folder of the own corpus, each once', () => {
  expect(allowedFolders({ corpus, roots: ['/logs'] }, [own])).toEqual(['/logs', '/home/a/.local/share/oopsdesk'])
  expect(allowedFolders({ corpus, roots: ['/home/a/.local/share/oopsdesk'] }, [own])).toHaveLength(1)
})

it('knows no folder of a corpus that is not on the list, and no limit where the engine has none', () => {
  expect(allowedFolders({ corpus, roots: [] }, [])).toEqual([])
  expect(allowedFolders({ corpus, roots: null }, [own])).toBeNull()
})
