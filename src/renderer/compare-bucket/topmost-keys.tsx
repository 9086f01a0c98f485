import { useLayoutEffect } from 'react'
import { bindCommands, type Bindings } from '../commands/registry.ts'

/** Binds commands over those of a list that is shown beside, and that may be drawn later. */
export const TopmostKeys = ({ bindings }: { readonly bindings: Bindings }) => {
  // Bound anew with every drawing, so that it stays on top.
  useLayoutEffect(() => bindCommands(bindings).remove)
  return null
}
