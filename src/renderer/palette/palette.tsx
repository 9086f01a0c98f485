import { useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField
} from 'react-aria-components'
import { commands, type CommandId } from '../../shared/commands/commands.ts'
import { showOverlay, useOverlay } from '../app/window-state.ts'
import { runCommand, useRegistry } from '../commands/registry.ts'
import { CommandKeys } from '../components/keys.tsx'
import { matchCommands } from './match.ts'
import { recentCommands, rememberCommand } from './recent.ts'
import { reasonAgainst } from './scopes.ts'
import './palette.css'

const Choices = ({ close }: { readonly close: () => void }) => {
  const [typed, setTyped] = useState('')
  const [recent] = useState(recentCommands)
  // Drawn again when a view's commands change under the palette.
  useRegistry(({ shape }) => shape)
  const ids = matchCommands(typed, recent, (id) => reasonAgainst(id) === null)
  const items = ids.map((id) => ({ id, ...commands[id], reason: reasonAgainst(id) }))

  const give = (id: CommandId): void => {
    close()
    rememberCommand(id)
    // After the dialog has given the focus back, so that a command can move it.
    requestAnimationFrame(() => runCommand(id))
  }

  /** Enter without a choice gives the first; with one, the list has given it. */
  const giveFirst = (): void => {
    const first = items.find(({ reason }) => reason === null)
    if (first && !document.querySelector('.palette-item[data-focused]')) give(first.id)
  }

  return (
    // Escape would first clear what is typed; the palette is opened for one command, and closed by one key.
    <div
      role="presentation"
      onKeyDownCapture={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        {/* A dialog that asks one thing is opened to answer it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <SearchField className="palette-field" aria-label="Find a command" autoFocus onSubmit={giveFirst}>
          {/* The list it controls, and its current option, are given by Autocomplete. */}
          {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/role-has-required-aria-props */}
          <Input className="palette-input" role="combobox" aria-expanded placeholder="Find a command" />
        </SearchField>
        <ListBox
          className="palette-list"
          aria-label="Commands"
          items={items}
          disabledKeys={items.filter(({ reason }) => reason !== null).map(({ id }) => id)}
          onAction={(key) => give(key as CommandId)}
          renderEmptyState={() => <p className="palette-none">No command is called that.</p>}
        >
          {({ id, title, group, reason }) => (
            <ListBoxItem id={id} textValue={`${group} ${title}`} className="palette-item">
              <span className="palette-title" title={title}>
                {title}
              </span>
              <span className="palette-group" title={reason ?? group}>
                {reason ?? group}
              </span>
              <CommandKeys id={id} />
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </div>
  )
}

/** Every command by name: those given lately first, each with its key, or with what keeps it from being given. */
export const Palette = () => {
  const open = useOverlay(({ overlay }) => overlay === 'palette')
  return (
    <ModalOverlay
      className="scrim"
      isDismissable
      isOpen={open}
      onOpenChange={(next) => showOverlay(next ? 'palette' : null)}
    >
      <Modal className="palette">
        <Dialog aria-label="Commands" className="palette-dialog">
          {({ close }) => <Choices close={close} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
