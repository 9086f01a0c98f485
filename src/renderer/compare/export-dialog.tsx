import { ListBox, ListBoxItem } from 'react-aria-components'
import { SmallDialog } from '../components/small-dialog.tsx'
import type { Format, Output } from './use-output.ts'

const formats: readonly { readonly id: Format; readonly name: string; readonly what: string }[] = [
  { id: 'text', name: 'Text', what: 'For a mail: what is the same in a line, what differs as a diff.' },
  { id: 'markdown', name: 'Markdown', what: 'For an issue or a note.' },
  { id: 'html', name: 'HTML', what: 'One page for a browser, without a script.' },
  { id: 'json', name: 'JSON', what: 'Verdict, score and differences, for a program.' }
]

/** Asks for the format of a comparison's export. */
export const ExportDialog = ({ output }: { readonly output: Output }) => {
  if (!output.asks) return null
  return (
    <SmallDialog title="Export the comparison" onClose={output.close}>
      <ListBox
        className="export-list"
        aria-label="Formats"
        // A dialog that asks one thing is opened to answer it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus="first"
        onAction={(key) => {
          const format = formats.find(({ id }) => id === key)
          if (format) output.save(format.id)
        }}
      >
        {formats.map(({ id, name, what }) => (
          <ListBoxItem key={id} id={id} className="export-item" textValue={name}>
            <span>{name}</span>
            <span className="item-help">{what}</span>
          </ListBoxItem>
        ))}
      </ListBox>
    </SmallDialog>
  )
}
