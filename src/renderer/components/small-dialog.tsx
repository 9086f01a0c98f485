import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import '../palette/palette.css'

type Props = {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly wide?: boolean | undefined
}

/** A dialog that asks or tells one thing; Escape and a click beside it close it. Shown for as long as it is drawn. */
export const SmallDialog = ({ title, onClose, children, wide }: Props) => (
  <ModalOverlay
    className="scrim"
    isDismissable
    isOpen
    onOpenChange={(open) => {
      if (!open) onClose()
    }}
  >
    <Modal className={wide === true ? 'small-dialog wide-dialog' : 'small-dialog'}>
      <Dialog>
        <Heading slot="title">{title}</Heading>
        {children}
      </Dialog>
    </Modal>
  </ModalOverlay>
)
