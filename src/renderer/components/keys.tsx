import { commands, type CommandId } from '../../shared/commands/commands.ts'
import { keyCaps, onMac } from '../commands/key-names.ts'
import { useHost } from '../host/host-context.tsx'
import { shownBindings } from './shown-bindings.ts'
import './keys.css'

/** One binding, in tinykeys notation, as key caps. */
export const Keys = ({ binding }: { readonly binding: string }) => (
  <span className="keys">
    {keyCaps(binding, onMac()).map((caps, at) => (
      // The presses of a binding never change their order.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={at} className="keys-press">
        {caps.map((cap) => (
          <kbd key={cap}>{cap}</kbd>
        ))}
      </span>
    ))}
  </span>
)

/** The keys of a command, the one to show first at the start. */
export const useBindings = (id: CommandId): readonly string[] => shownBindings(commands[id].keys, useHost().kind)

/** The key of a command that is shown where there is room for one. */
export const CommandKeys = ({ id }: { readonly id: CommandId }) => {
  const [binding] = useBindings(id)
  return binding === undefined ? null : <Keys binding={binding} />
}

/** Every key of a command. */
export const AllCommandKeys = ({ id }: { readonly id: CommandId }) =>
  useBindings(id).map((binding) => <Keys key={binding} binding={binding} />)
