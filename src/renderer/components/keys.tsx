import { commands, type CommandId } from '../../shared/commands/commands.ts'
import { keyCaps, onMac } from '../commands/key-names.ts'
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

/** The first key of a command. */
export const CommandKeys = ({ id }: { readonly id: CommandId }) => {
  const [binding] = commands[id].keys
  return <Keys binding={binding} />
}
