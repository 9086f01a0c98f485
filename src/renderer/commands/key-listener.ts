import type { CommandId } from '../../shared/commands/commands.ts'
import { createSequences, keySequences, needsModifier } from './key-press.ts'
import { whisper } from '../app/window-state.ts'
import { bindingOf, useRegistry } from './registry.ts'

const typing =
  'input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable]:not([contenteditable=false])'

/** Whether keys go into a text there. A read-only editor says so itself, for its own input element is a text field. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-read-only-editor]') === null && target.closest(typing) !== null

/** Keys that a focused control needs for itself. */
const ownKeys: readonly { readonly selector: string; readonly keys: readonly string[] }[] = [
  { selector: 'a[href], button, summary, [role=button], [role=switch], [role=checkbox]', keys: ['Enter', ' '] },
  {
    selector:
      '[role=separator], [role=slider], [role=menu], [role=listbox], [role=tablist], [role=tree], [role=radiogroup]',
    keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Enter', ' ']
  },
  // Within an editor these move the cursor.
  { selector: '[data-read-only-editor]', keys: ['ArrowUp', 'ArrowDown', 'Home', 'End', 'Enter'] }
]

const isOwn = (target: EventTarget | null, key: string): boolean =>
  target instanceof Element &&
  ownKeys.some(({ selector, keys }) => keys.includes(key) && target.closest(selector) !== null)

/** In a text these undo what was typed, not what was decided, and select the text, not rows. */
const editsText = ({ ctrlKey, metaKey, key }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && ['z', 'Z', 'y', 'Y', 'a', 'A'].includes(key)

const inDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog], [role=alertdialog]') !== null

const depthOf = (id: CommandId): number => {
  const binding = bindingOf(id)
  return useRegistry.getState().layers.findLastIndex((layer) => layer.current.bindings[id] === binding)
}

/** Gives commands by their keys. Of those that one key stands for, the one of the topmost view is given. */
export const listenToKeys = (target: Window): (() => void) => {
  const sequences = createSequences(keySequences, (id) => bindingOf(id) !== null)
  const listen = (event: KeyboardEvent): void => {
    const plain = needsModifier(event)
    const kept = plain
      ? isTyping(event.target) || isOwn(event.target, event.key)
      : isTyping(event.target) && editsText(event)
    if (event.defaultPrevented || event.isComposing || kept || inDialog(event.target)) return sequences.clear()
    const [id] = sequences
      .press(event, event.timeStamp)
      .filter((candidate) => bindingOf(candidate) !== null)
      .sort((a, b) => depthOf(b) - depthOf(a))
    const binding = id && bindingOf(id)
    if (!binding) return
    event.preventDefault()
    if (binding.disabled === undefined) binding.run()
    else whisper(binding.disabled)
  }
  target.addEventListener('keydown', listen)
  return () => target.removeEventListener('keydown', listen)
}
