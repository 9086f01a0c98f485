import { describe, expect, it } from 'vitest'
import { ariaKeys, keyCaps, keyText } from './key-names.ts'
import { createSequences, keySequences, needsModifier } from './key-press.ts'

type Modifiers = Partial<Record<'Control' | 'Shift' | 'Alt' | 'Meta' | 'AltGraph', boolean>>
const event = (key: string, modifiers: Modifiers = {}, code = ''): KeyboardEvent =>
  ({
    key,
    code,
    ctrlKey: modifiers.Control ?? false,
    shiftKey: modifiers.Shift ?? false,
    altKey: modifiers.Alt ?? false,
    metaKey: modifiers.Meta ?? false,
    getModifierState: (name: string) => modifiers[name as keyof Modifiers] ?? false
  }) as unknown as KeyboardEvent

const press = (...events: readonly KeyboardEvent[]): readonly string[] => {
  const sequences = createSequences(keySequences)
  return events.flatMap((one, at) => sequences.press(one, at * 100))
}

describe('sequences', () => {
  it('takes single keys, sequences and modifiers', () => {
    expect(press(event('j'))).toContain('list.next')
    expect(press(event('g'), event('b'))).toEqual(['go.buckets'])
    expect(press(event('k', { Control: true }))).toEqual(['window.palette'])
  })
  it('tells a capital from its letter', () => {
    expect(press(event('G', { Shift: true }))).toEqual(['list.last'])
    expect(press(event('g'), event('g'))).toEqual(['list.first'])
  })
  it('takes the rest of a sequence for it, not for a key of its own', () => {
    expect(press(event('z'), event('c'))).toEqual(['tree.close-all', 'report.fold-all'])
    expect(press(event('g'), event('x'))).toEqual([])
  })
  it('forgets a sequence after a pause', () => {
    const sequences = createSequences(keySequences)
    sequences.press(event('g'), 0)
    expect(sequences.press(event('b'), 1500)).not.toContain('go.buckets')
  })
  it('begins no sequence that no view on show can end', () => {
    const sequences = createSequences(keySequences, (id) => !id.startsWith('status.'))
    expect(sequences.press(event('v'), 0)).toEqual(['compare.toggle-inline'])
    expect(sequences.press(event('n'), 100)).toContain('compare.next-difference')
  })
  it('matches signs by what is typed, whatever keys that takes', () => {
    expect(press(event('?', { Shift: true }, 'Slash'))).toEqual(['window.keys'])
    expect(press(event(']', { AltGraph: true, Control: true, Alt: true }, 'Digit9'))).toEqual([
      'report.next',
      'compare.next-similar'
    ])
    expect(press(event('/', { Shift: true }, 'Digit7'))).toContain('list.filter')
    expect(press(event('[', { Control: true }))).toEqual([])
  })
  it('finds letters on a layout without them', () => {
    expect(press(event('о', {}, 'KeyJ'))).toContain('list.next')
  })
  it('knows what would type into a text field', () => {
    expect(needsModifier(event('j'))).toBe(true)
    expect(needsModifier(event('J', { Shift: true }))).toBe(true)
    expect(needsModifier(event('F8'))).toBe(false)
    expect(needsModifier(event('b', { Control: true }))).toBe(false)
  })
})

describe('key names', () => {
  it('says keys as they stand on the keyboard', () => {
    expect(keyCaps('$mod+Shift+I', false)).toEqual([['Ctrl', 'Shift', 'I']])
    expect(keyText('$mod+Shift+I', true)).toBe('⌘⇧I')
    expect(keyText('g b', false)).toBe('G then B')
    expect(keyText('Alt+ArrowLeft', false)).toBe('Alt+←')
    expect(keyCaps('/', false)).toEqual([['/']])
  })
  it('gives assistive technology what it can say', () => {
    expect(ariaKeys('$mod+b', false)).toBe('Control+b')
    expect(ariaKeys('g b', false)).toBeUndefined()
  })
})
