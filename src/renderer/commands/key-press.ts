import { matchKeybindingPress, parseKeybinding, type KeybindingPress } from 'tinykeys'
import { commandIds, commands, type CommandId } from '../../shared/commands/commands.ts'

/** One binding of one command, as the presses it takes. */
export type KeySequence = { readonly id: CommandId; readonly presses: readonly KeybindingPress[] }

export const keySequences: readonly KeySequence[] = commandIds.flatMap((id) =>
  commands[id].keys.map((binding) => ({ id, presses: parseKeybinding(binding) }))
)

/** The keys of an event that matching looks at. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const isSymbol = (key: string): boolean => key.length === 1 && !/[\p{L}\p{N}]/u.test(key)

/**
 * Whether an event is a press. Signs (`?`, `[`, `/`) are matched by what is typed, whatever keys a layout needs for
 * them; letters by the Latin letter, which on a layout without Latin letters is where it is on the keyboard.
 */
export const matchesPress = (event: KeyboardEvent, press: KeybindingPress): boolean => {
  const [required, , key] = press
  if (typeof key === 'string' && isSymbol(key) && required.length === 0) {
    return event.key === key && !event.metaKey && (!event.ctrlKey || event.getModifierState('AltGraph'))
  }
  if (matchKeybindingPress(event, press)) return true
  const letter = typeof key === 'string' && /^[a-z]$/i.test(key) && /^[^\p{ASCII}]$/u.test(event.key)
  return letter && matchKeybindingPress(event, [press[0], press[1], `Key${key.toUpperCase()}`])
}

/** Bindings that type something, or move within a control, when the focus is there. */
export const needsModifier = (event: Press): boolean =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !/^F\d{1,2}$/.test(event.key)

const longestPause = 1000

/**
 * Follows sequences through presses. `press` answers the sequences that an event completes; longer ones that it may
 * begin wait for the next press. Those that nothing can be done with at present (`canEnd`) are not begun, so that they
 * take no key from the view on show.
 */
export const createSequences = (
  sequences: readonly KeySequence[],
  canEnd: (id: CommandId) => boolean = () => true
): { readonly press: (event: KeyboardEvent, time: number) => readonly CommandId[]; readonly clear: () => void } => {
  let begun: readonly { readonly id: CommandId; readonly rest: readonly KeybindingPress[] }[] = []
  let last = Number.NEGATIVE_INFINITY
  return {
    clear: () => {
      begun = []
    },
    press: (event, time) => {
      if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return []
      if (time - last > longestPause) begun = []
      last = time
      const goesOn = begun.length > 0
      const tried = goesOn
        ? begun
        : sequences.filter(({ id }) => canEnd(id)).map(({ id, presses }) => ({ id, rest: presses }))
      const matching = tried.flatMap(({ id, rest: [first, ...rest] }) =>
        first && matchesPress(event, first) ? [{ id, rest }] : []
      )
      begun = matching.filter(({ rest }) => rest.length > 0)
      return matching.filter(({ rest }) => rest.length === 0).map(({ id }) => id)
    }
  }
}
