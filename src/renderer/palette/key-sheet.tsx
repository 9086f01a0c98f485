import { X } from 'lucide-react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { commandIds, commands, type CommandGroup } from '../../shared/commands/commands.ts'
import { fieldNames, fields, otherRules } from '../../shared/query/fields.ts'
import { showOverlay, useOverlay } from '../app/window-state.ts'
import { AllCommandKeys } from '../components/keys.tsx'
import './palette.css'

const groups = [...new Set(commandIds.map((id): CommandGroup => commands[id].group))]

/** All keys, by group. */
export const KeySheet = () => {
  const open = useOverlay(({ overlay }) => overlay === 'keys')
  return (
    <ModalOverlay
      className="scrim"
      isDismissable
      isOpen={open}
      onOpenChange={(next) => showOverlay(next ? 'keys' : null)}
    >
      <Modal className="key-sheet">
        <Dialog className="key-sheet-dialog">
          <div className="key-sheet-head">
            <Heading slot="title">Keys</Heading>
            <p>Single letters are off while you type. Press the keys of a sequence one after the other.</p>
            <Button slot="close" className="button button-icon" aria-label="Close">
              <X size={16} aria-hidden />
            </Button>
          </div>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
          <section className="key-sheet-groups" tabIndex={0} aria-label="All keys">
            {groups.map((group) => (
              <section key={group}>
                <h3>{group}</h3>
                <dl>
                  {commandIds
                    .filter((id) => commands[id].group === group)
                    .map((id) => (
                      <div key={id}>
                        <dt>{commands[id].title}</dt>
                        <dd>
                          <AllCommandKeys id={id} />
                        </dd>
                      </div>
                    ))}
                </dl>
              </section>
            ))}
            <section>
              <h3>What a filter of buckets can ask</h3>
              <dl>
                {[...fieldNames.map((name) => fields[name]), ...otherRules].map(({ example, help }) => (
                  <div key={example}>
                    <dt>
                      <code>{example}</code>
                    </dt>
                    <dd className="key-sheet-words">{help}</dd>
                  </div>
                ))}
              </dl>
              <p className="key-sheet-choices">
                {fieldNames.map((name) => {
                  const { choices } = fields[name]
                  return (
                    choices && (
                      <span key={name}>
                        <code>{name}:</code> {choices.join(', ')}
                      </span>
                    )
                  )
                })}
              </p>
            </section>
          </section>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
