import type { Host } from '../host/host.ts'

const chord = (binding: string): boolean => binding.includes('$mod+')

/**
 * Bindings in the order to show them. A browser keeps some chords for itself, such as Ctrl+Shift+I for its developer
 * tools, so there those of plain keys come first; all of them work wherever they reach the window.
 */
export const shownBindings = (bindings: readonly string[], host: Host['kind']): readonly string[] => {
  if (host === 'electron') return bindings
  return [...bindings.filter((binding) => !chord(binding)), ...bindings.filter(chord)]
}
