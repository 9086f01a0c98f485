import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { commandIds, commands, type CommandId } from '../../shared/commands/commands.ts'
import { bindingOf, runCommand, useRegistry } from '../commands/registry.ts'
import { CommandKeys } from '../components/keys.tsx'
import './triage.css'

type Props = {
  /** Names the menu. */
  readonly label: string
  /** Each with a heading, where there are several. */
  readonly groups: readonly { readonly heading: string; readonly ids: readonly CommandId[] }[]
  /** What the button shows and is called. */
  readonly children: ReactNode
  readonly look?: 'bare' | 'plain'
}

/** `Status: new` under the heading "Status" is `New`. */
const nameUnder = (heading: string, id: CommandId): string => {
  const { title } = commands[id]
  if (!title.startsWith(`${heading}: `)) return title
  const rest = title.slice(heading.length + 2)
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`
}

/** Commands behind a button, with their keys. */
export const CommandMenu = ({ label, groups, children, look = 'bare' }: Props) => {
  // Drawn again when what can be done changes.
  useRegistry(({ shape }) => shape)
  const refused = groups
    .flatMap(({ ids }) => ids)
    .filter((id) => bindingOf(id)?.disabled !== undefined || !bindingOf(id))
  return (
    <MenuTrigger>
      <Button className={`button button-${look} menu-button`}>
        {children}
        <ChevronDown size={13} aria-hidden />
      </Button>
      <Popover className="command-menu" placement="bottom start" offset={4}>
        <Menu
          aria-label={label}
          disabledKeys={refused}
          onAction={(key) => {
            const id = commandIds.find((one) => one === key)
            // After the menu has given the focus back, so that a dialog can take it.
            if (id) requestAnimationFrame(() => runCommand(id))
          }}
        >
          {groups.map(({ heading, ids }) => (
            <MenuSection key={heading}>
              <Header className="command-menu-head">{heading}</Header>
              {ids.map((id) => (
                <MenuItem key={id} id={id} className="command-menu-item" textValue={commands[id].title}>
                  <span>{nameUnder(heading, id)}</span>
                  <CommandKeys id={id} />
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

const statuses = ['new', 'looking', 'confirmed', 'fixed', 'invalid', 'ignored'] as const
const priorities = ['urgent', 'high', 'medium', 'low', 'none'] as const

export const statusGroup = { heading: 'Status', ids: statuses.map((one): CommandId => `status.${one}`) }
export const priorityGroup = { heading: 'Priority', ids: priorities.map((one): CommandId => `priority.${one}`) }
export const ownerGroup = { heading: 'Owner', ids: ['owner.me', 'owner.set'] satisfies readonly CommandId[] }
export const tagGroup = { heading: 'Tags', ids: ['tags.edit'] satisfies readonly CommandId[] }
