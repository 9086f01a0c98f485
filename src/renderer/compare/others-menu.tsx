import { GitCompare } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { commands, type CommandId } from '../../shared/commands/commands.ts'
import { runCommand, useCommandState } from '../commands/registry.ts'
import { CommandKeys } from '../components/keys.tsx'

const ids = [
  'compare.next-similar',
  'compare.previous-similar',
  'compare.with-newest',
  'compare.with-oldest',
  'compare.most-different',
  'compare.bucket',
  'compare.with-file',
  'compare.with-text'
] as const satisfies readonly CommandId[]

const Item = ({ id }: { readonly id: (typeof ids)[number] }) => {
  const state = useCommandState(id)
  return (
    <MenuItem
      id={id}
      className="others-item"
      textValue={commands[id].title}
      isDisabled={state !== 'ready'}
      onAction={() => runCommand(id)}
    >
      <span>{commands[id].title}</span>
      <CommandKeys id={id} />
    </MenuItem>
  )
}

/** The other comparisons one can go to from here. */
export const OthersMenu = () => (
  <MenuTrigger>
    <Button className="button button-bare">
      <GitCompare size={15} aria-hidden />
      <span className="others-label">Compare with</span>
    </Button>
    <Popover className="noise-popover" placement="bottom end" offset={4}>
      <Menu className="others-menu" aria-label="Compare with">
        {ids.map((id) => (
          <Item key={id} id={id} />
        ))}
      </Menu>
    </Popover>
  </MenuTrigger>
)
