import { expect, it } from 'vitest'
import { commandIds } from '../../shared/commands/commands.ts'
import { matchCommands, withRecent } from './match.ts'

const all = (): boolean => true

it('shows all with nothing typed: lately given ones first, then those that can be given', () => {
  const shown = matchCommands('', ['window.theme-dark', 'go.back'], (id) => id.startsWith('go.'))
  expect(shown.slice(0, 2)).toEqual(['window.theme-dark', 'go.back'])
  expect(shown[2]).toBe('go.start')
  expect(new Set(shown).size).toBe(commandIds.length)
})

it('finds words in any order, and with a slip', () => {
  expect(matchCommands('dark theme', [], all)[0]).toBe('window.theme-dark')
  expect(matchCommands('imprt folder', [], all)).toContain('corpus.import-folder')
  expect(matchCommands('sample', [], all)).toEqual(['corpus.open-sample'])
  expect(matchCommands('qqq', [], all)).toEqual([])
})

it('puts titles that begin as typed before those that hold it', () => {
  expect(matchCommands('the', [], all)[0]).toMatch(/^window\.theme-/)
})

it('puts what cannot be given last', () => {
  const found = matchCommands('compare', [], (id) => id === 'list.compare')
  expect(found[0]).toBe('list.compare')
  expect(found.length).toBeGreaterThan(1)
})

it('remembers each once, newest first', () => {
  expect(withRecent(['go.back', 'go.start'], 'go.start')).toEqual(['go.start', 'go.back'])
})
