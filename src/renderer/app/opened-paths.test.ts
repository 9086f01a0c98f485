import { expect, it } from 'vitest'
import { corpusIdSchema } from '../../shared/model/ids.ts'
import { openPaths } from './opened-paths.ts'

const corpus = corpusIdSchema.parse('abcdefghij')

const given = async (paths: readonly string[], opens = true): Promise<{ acts: unknown[]; said: string[] }> => {
  const acts: unknown[] = []
  const said: string[] = []
  await openPaths(paths, {
    open: async (file) => {
      acts.push(['open', file])
      return opens ? corpus : null
    },
    importInto: async (into, logs) => void acts.push(['import', into, logs]),
    say: (message) => void said.push(message)
  })
  return { acts, said }
}

it('imports logs into the corpus on show', async () => {
  expect(await given(['a.log', 'logs'])).toEqual({ acts: [['import', null, ['a.log', 'logs']]], said: [] })
})

it('opens a corpus and then imports the logs that came with it', async () => {
  expect(await given(['new.log', 'team.oopsdesk', 'logs', 'team.oopsdesk'])).toEqual({
    acts: [
      ['open', 'team.oopsdesk'],
      ['import', corpus, ['new.log', 'logs']]
    ],
    said: []
  })
  expect((await given(['team.oopsdesk'])).acts).toEqual([['open', 'team.oopsdesk']])
})

it('says which corpora it did not open', async () => {
  const { acts, said } = await given(['a.oopsdesk', 'b.oopsdesk', 'c.OOPSDESK'])
  expect(acts).toEqual([['open', 'a.oopsdesk']])
  expect(said).toEqual(['A window shows one corpus; b.oopsdesk, c.OOPSDESK were not opened.'])
})

it('imports into no other corpus when the one they came with cannot be opened', async () => {
  const { acts, said } = await given(['a.oopsdesk', 'new.log'], false)
  expect(acts).toEqual([['open', 'a.oopsdesk']])
  expect(said).toEqual(['Nothing was imported, for a.oopsdesk could not be opened.'])
})
