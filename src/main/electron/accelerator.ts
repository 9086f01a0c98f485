const modifiers: Readonly<Record<string, string>> = { $mod: 'CommandOrControl', Shift: 'Shift', Alt: 'Alt' }

const keyNames: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down'
}

const isFunctionKey = (key: string): boolean => /^F\d+$/.test(key)

/** tinykeys notation as Electron writes it; null for what a menu cannot show: sequences and bare letters. */
export const acceleratorOf = (keys: string): string | null => {
  if (keys.includes(' ')) return null
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const held = parts.slice(0, -1)
  if (!isFunctionKey(key) && !held.includes('$mod') && !held.includes('Alt')) return null
  return [...held.map((name) => modifiers[name] ?? name), keyNames[key] ?? key].join('+')
}
