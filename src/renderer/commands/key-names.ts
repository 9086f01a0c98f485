export const onMac = (): boolean => typeof navigator === 'object' && /Mac|iP(hone|ad|od)/.test(navigator.platform)

const macNames: Readonly<Record<string, string>> = { $mod: '⌘', Shift: '⇧', Alt: '⌥', Control: '⌃' }
const otherNames: Readonly<Record<string, string>> = { $mod: 'Ctrl' }
const keyNames: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc'
}

/**
 * A binding in tinykeys notation as the keys a person sees: presses of the sequence, each a list of key caps.
 * `$mod+Shift+i` is `[['Ctrl', 'Shift', 'I']]`, `g b` is `[['G'], ['B']]`.
 */
export const keyCaps = (binding: string, mac: boolean): readonly (readonly string[])[] =>
  binding.split(' ').map((press) =>
    press.split(/(?<=.)\+/).map((key) => {
      const modifier = mac ? macNames[key] : otherNames[key]
      return modifier ?? keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key)
    })
  )

/** The same in one line, for tooltips and screen readers: `Ctrl+Shift+I`, `G then B`. */
export const keyText = (binding: string, mac: boolean): string =>
  keyCaps(binding, mac)
    .map((caps) => caps.join(mac ? '' : '+'))
    .join(' then ')

/** For `aria-keyshortcuts`, which knows no sequences. */
export const ariaKeys = (binding: string, mac: boolean): string | undefined =>
  binding.includes(' ') ? undefined : binding.replaceAll('$mod', mac ? 'Meta' : 'Control')
