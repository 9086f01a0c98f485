import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import type { CommandId } from '../../shared/commands/commands.ts'

/** What a command does here, or null where it cannot be given now; the palette then says `reason`. */
export type Binding = { readonly run: () => void; readonly disabled?: string | undefined }
export type Bindings = Readonly<Partial<Record<CommandId, Binding>>>

type Registry = {
  /** Later entries win: a view shown on top overrides the one below. */
  readonly layers: readonly { readonly key: symbol; readonly bindings: Bindings }[]
}

export const useRegistry = create<Registry>(() => ({ layers: [] }))

export const bindingOf = (id: CommandId): Binding | null => {
  const { layers } = useRegistry.getState()
  for (let at = layers.length - 1; at >= 0; at--) {
    const binding = layers[at]?.bindings[id]
    if (binding) return binding
  }
  return null
}

/** Binds commands for as long as the calling view is shown. */
export const useCommands = (bindings: Bindings): void => {
  const key = useRef(Symbol('commands')).current
  useEffect(() => {
    useRegistry.setState(({ layers }) => {
      const at = layers.findIndex((layer) => layer.key === key)
      const layer = { key, bindings }
      return { layers: at < 0 ? [...layers, layer] : layers.with(at, layer) }
    })
  })
  useEffect(
    () => () => useRegistry.setState(({ layers }) => ({ layers: layers.filter((layer) => layer.key !== key) })),
    [key]
  )
}
