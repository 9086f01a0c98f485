import type { ReactNode } from 'react'
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components'
import { commands, type CommandId } from '../../shared/commands/commands.ts'
import { ariaKeys, onMac } from '../commands/key-names.ts'
import { runCommand, useCommandState } from '../commands/registry.ts'
import { CommandKeys, useBindings } from './keys.tsx'
import './buttons.css'

type Props = {
  readonly id: CommandId
  /** Shown in the button; the command's title where nothing is given. */
  readonly children?: ReactNode
  readonly look?: 'plain' | 'main' | 'bare' | 'icon' | undefined
  /** Says what it does to a screen reader, where the button shows an icon alone. */
  readonly label?: string | undefined
  readonly current?: boolean | undefined
  readonly placement?: 'top' | 'bottom' | 'right' | undefined
  readonly showKey?: boolean | undefined
}

/** A button that gives a command; its tooltip ends with the key, and says why where it cannot be given. */
export const CommandButton = ({
  id,
  children,
  look = 'plain',
  label,
  current,
  placement = 'bottom',
  showKey
}: Props) => {
  const state = useCommandState(id)
  const command = commands[id]
  const [binding] = useBindings(id)
  const reason = typeof state === 'object' ? state.disabled : null
  return (
    <TooltipTrigger delay={500}>
      <Button
        className={`button button-${look}`}
        aria-disabled={state !== 'ready'}
        {...(current === undefined ? {} : { 'aria-current': current ? 'page' : false })}
        {...(label === undefined && children !== undefined && look !== 'icon'
          ? {}
          : { 'aria-label': label ?? command.title })}
        onPress={() => runCommand(id)}
        data-command={id}
        {...{ 'aria-keyshortcuts': binding === undefined ? undefined : ariaKeys(binding, onMac()) }}
      >
        {children ?? command.title}
        {showKey === true && <CommandKeys id={id} />}
      </Button>
      <Tooltip className="tooltip" placement={placement} offset={6}>
        <span>{reason ?? command.title}</span>
        <CommandKeys id={id} />
      </Tooltip>
    </TooltipTrigger>
  )
}
