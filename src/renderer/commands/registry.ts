import { useLayoutEffect, useRef } from 'react'
import { create } from 'zustand'
import { commandIds, type CommandId } from '../../shared/commands/commands.ts'

/** What a command does here. `disabled` says why it cannot be given now, as a sentence; the palette shows it. */
export type Binding = { readonly run: () => void; readonly disabled?: string | undefined }
export type Bindings = Readonly<Partial<Record<CommandId, Binding>>>

/** `current` always holds what the view drew last, so that views need not memoise what they bind. */
type Layer = { readonly current: { bindings: Bindings } }

type Registry = {
  /** Later entries win: a view shown on top overrides the one below. */
  readonly layers: readonly Layer[]
  /** Changes only when a command comes, goes, or is disabled for another reason: what buttons and palette show. */
  readonly shape: string
}

export const useRegistry = create<Registry>(() => ({ layers: [], shape: '' }))

const lookUp = (layers: readonly Layer[], id: CommandId): Binding | null => {
  for (let at = layers.length - 1; at >= 0; at--) {
    const binding = layers[at]?.current.bindings[id]
    if (binding) return binding
  }
  return null
}

/** What a command does now; null where no view on show can do it. */
export const bindingOf = (id: CommandId): Binding | null => lookUp(useRegistry.getState().layers, id)

const update = (layers: readonly Layer[]): void => {
  const bound = commandIds.flatMap((id) => {
    const binding = lookUp(layers, id)
    return binding ? [`${id}=${binding.disabled ?? ''}`] : []
  })
  const shape = bound.join('\n')
  const state = useRegistry.getState()
  if (state.layers !== layers || state.shape !== shape) useRegistry.setState({ layers, shape })
}

/** Adds bindings outside React; answers what takes them away. */
export const bindCommands = (
  bindings: Bindings
): { readonly set: (bindings: Bindings) => void; readonly remove: () => void } => {
  const layer: Layer = { current: { bindings } }
  update([...useRegistry.getState().layers, layer])
  return {
    set: (next) => {
      layer.current.bindings = next
      update(useRegistry.getState().layers)
    },
    remove: () => update(useRegistry.getState().layers.filter((other) => other !== layer))
  }
}

/** Binds commands for as long as the calling view is shown. */
export const useCommands = (bindings: Bindings): void => {
  const bound = useRef<ReturnType<typeof bindCommands> | null>(null)
  useLayoutEffect(() => {
    bound.current = bindCommands({})
    return () => {
      bound.current?.remove()
      bound.current = null
    }
  }, [])
  useLayoutEffect(() => bound.current?.set(bindings))
}

/** Gives a command where it can be given now; answers whether it was. */
export const runCommand = (id: CommandId): boolean => {
  const binding = bindingOf(id)
  if (!binding || binding.disabled !== undefined) return false
  binding.run()
  return true
}

/** Whether a command can be given now, for buttons: drawn again when that changes. */
export const useCommandState = (id: CommandId): 'ready' | 'unbound' | { readonly disabled: string } => {
  const line = useRegistry(({ shape }) => shape.split('\n').find((entry) => entry.startsWith(`${id}=`)))
  if (line === undefined) return 'unbound'
  const reason = line.slice(id.length + 1)
  return reason === '' ? 'ready' : { disabled: reason }
}
