import { useId } from 'react'
import { syzCommandSchema, type ExportOptions } from '../../shared/model/export.ts'

type Mail = ExportOptions['mail']

const commandNames: Readonly<Record<Mail['command'], string>> = {
  status: 'as its status asks',
  none: 'none',
  fix: '#syz fix: (a commit has the fix)',
  dup: '#syz dup: (the same as another)',
  invalid: '#syz invalid',
  undup: '#syz undup'
}

type Props = {
  readonly mail: Mail
  /** The preview's text, which has the command as it will stand. */
  readonly text: string | null
  readonly onChange: (mail: Mail) => void
}

const fields: readonly {
  readonly id: Exclude<keyof Mail, 'command' | 'commandTitle' | 'notes' | 'annotations'>
  readonly name: string
  readonly hint: string
}[] = [
  { id: 'from', name: 'From', hint: 'You <you@example.org>' },
  { id: 'to', name: 'To', hint: 'list@example.org' },
  { id: 'subject', name: 'Subject', hint: 'The title of the bucket' },
  { id: 'reportedBy', name: 'Reported-by', hint: 'Who found it <address>' },
  { id: 'closes', name: 'Closes', hint: 'Address of the report' }
]

/** What a mail says besides the bucket. */
export const MailFields = ({ mail, text, onChange }: Props) => {
  const id = useId()
  const command = /^#syz .*$/m.exec(text ?? '')?.[0] ?? null
  const takesTitle = mail.command === 'fix' || mail.command === 'dup'
  return (
    <fieldset className="export-mail">
      <legend>Mail</legend>
      {fields.map((field) => (
        <div key={field.id}>
          <label htmlFor={`${id}-${field.id}`}>{field.name}</label>
          <input
            id={`${id}-${field.id}`}
            value={mail[field.id]}
            maxLength={500}
            placeholder={field.hint}
            spellCheck={false}
            onChange={(event) => onChange({ ...mail, [field.id]: event.currentTarget.value })}
          />
        </div>
      ))}
      <div>
        <label htmlFor={`${id}-command`}>Command</label>
        <select
          id={`${id}-command`}
          value={mail.command}
          onChange={(event) => onChange({ ...mail, command: syzCommandSchema.parse(event.currentTarget.value) })}
        >
          {syzCommandSchema.options.map((option) => (
            <option key={option} value={option}>
              {commandNames[option]}
            </option>
          ))}
        </select>
      </div>
      {takesTitle && (
        <div>
          <label htmlFor={`${id}-title`}>Full title</label>
          <input
            id={`${id}-title`}
            value={mail.commandTitle}
            maxLength={500}
            placeholder={mail.command === 'fix' ? 'First line of the commit' : 'Title of the other bug'}
            spellCheck={false}
            onChange={(event) => onChange({ ...mail, commandTitle: event.currentTarget.value })}
          />
        </div>
      )}
      {command !== null && <code className="export-command">{command}</code>}
    </fieldset>
  )
}
