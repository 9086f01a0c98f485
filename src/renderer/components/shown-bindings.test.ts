import { expect, it } from 'vitest'
import { commandIds, commands } from '../../shared/commands/commands.ts'
import { shownBindings } from './shown-bindings.ts'

it('shows plain keys first in a browser, which may keep a chord for itself', () => {
  expect(shownBindings(commands['corpus.import-folder'].keys, 'browser')).toEqual(['i f', '$mod+Shift+I'])
  expect(shownBindings(commands['window.palette'].keys, 'browser')).toEqual(['$mod+K', '$mod+Shift+P'])
})

it('keeps the order of the list in the desktop window, and every binding everywhere', () => {
  for (const id of commandIds) {
    expect(shownBindings(commands[id].keys, 'electron')).toEqual(commands[id].keys)
    expect([...shownBindings(commands[id].keys, 'browser')].sort()).toEqual([...commands[id].keys].sort())
  }
})
