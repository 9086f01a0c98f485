import { useEffect, useId, useState, type FormEvent, type KeyboardEvent } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { ExportOptions } from '../../shared/model/export.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { Keys } from '../components/keys.tsx'
import { ProgressBar } from '../components/progress-bar.tsx'
import { useRead } from '../engine/engine.tsx'
import { holdBusy } from '../engine/idle.ts'
import { useAskedExport, type AskedExport } from './asked-export.ts'
import { factsOf, formats, keepChoices, keptChoices, type ExportChoices } from './export-choices.ts'
import { ExportPreview } from './export-preview.tsx'
import { MailFields } from './mail-fields.tsx'
import { useExportJob } from './use-export-job.ts'
import './exports.css'

/** The preview follows what is typed when typing pauses, in milliseconds. */
const pause = 250

const useSettled = <Value,>(value: Value): Value => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (settled === value) return undefined
    const release = holdBusy()
    const timer = setTimeout(() => setSettled(value), pause)
    return () => {
      clearTimeout(timer)
      release()
    }
  }, [settled, value])
  return settled
}

type SwitchId = 'notes' | 'annotations' | 'sample'
const switches: readonly { readonly id: SwitchId; readonly name: string }[] = [
  { id: 'notes', name: 'Notes' },
  { id: 'annotations', name: 'Annotations' },
  { id: 'sample', name: 'Text of the newest report' }
]

type BodyProps = { readonly asked: AskedExport; readonly onClose: () => void }

const Body = ({ asked: { corpus, offers }, onClose }: BodyProps) => {
  const name = useId()
  const [choices, setChoices] = useState(keptChoices)
  const [at, setAt] = useState(0)
  const { format, options } = choices
  const scope = offers[at]?.scope ?? { kind: 'all' as const }
  const settled = useSettled(options)
  const read = useRead('exports.preview', {
    corpus,
    scope,
    // A bundle has no text to show; how much there is, every format tells.
    format: format === 'bundle' ? 'csv' : format,
    options: settled
  })
  const job = useExportJob({ corpus, scope, format, options })
  const facts = factsOf(format)
  const fitting = read.isPlaceholderData ? undefined : read.data
  // Until the answer comes the last one of this format is shown; that of another would be taken for what it is not.
  const [last, setLast] = useState({ format, data: fitting })
  if (fitting !== undefined && (last.data !== fitting || last.format !== format)) setLast({ format, data: fitting })
  const refused = read.isError || fitting?.buckets === 0

  const choose = (change: Partial<ExportChoices>): void => {
    const next = { ...choices, ...change }
    setChoices(next)
    keepChoices(next)
  }
  const set = (change: Partial<ExportOptions>): void => choose({ options: { ...options, ...change } })
  // What was written for oneself goes into a mail only where that is asked for there.
  const isOn = (id: SwitchId): boolean => (format === 'mail' && id !== 'sample' ? options.mail[id] : options[id])
  const turn = (id: SwitchId, on: boolean): void =>
    set(format === 'mail' && id !== 'sample' ? { mail: { ...options.mail, [id]: on } } : { [id]: on })
  const submit = async (): Promise<void> => {
    if (refused) return
    if (await job.start()) onClose()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void submit()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a key for the form's own button
    <form className="export-form" onSubmit={onSubmit} onKeyDown={onKeyDown}>
      <div className="export-choices">
        <fieldset>
          <legend>What</legend>
          {offers.map((offer, index) => (
            <label key={offer.name}>
              <input type="radio" name={`${name}-what`} checked={index === at} onChange={() => setAt(index)} />
              {offer.name}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>Format</legend>
          {formats.map(({ id, name: word, what }) => (
            <label key={id} className="export-format">
              <input
                type="radio"
                name={`${name}-format`}
                // A dialog that asks is opened to answer.
                // oxlint-disable-next-line jsx-a11y/no-autofocus
                autoFocus={id === format}
                checked={id === format}
                onChange={() => choose({ format: id })}
              />
              <span>
                {word}
                <small>{what}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {facts.heeds.length > 0 && (
          <fieldset>
            <legend>With</legend>
            {switches
              .filter(({ id }) => facts.heeds.includes(id))
              .map(({ id, name: word }) => (
                <label key={id}>
                  <input
                    type="checkbox"
                    checked={isOn(id)}
                    onChange={(event) => turn(id, event.currentTarget.checked)}
                  />
                  {word}
                </label>
              ))}
            {facts.heeds.includes('reports') && (
              <label>
                <input
                  type="number"
                  className="export-number"
                  min={0}
                  max={1000}
                  value={options.reports}
                  onChange={({ currentTarget: { valueAsNumber: reports } }) => {
                    if (Number.isInteger(reports) && reports >= 0 && reports <= 1000) set({ reports })
                  }}
                />
                newest reports listed of each
              </label>
            )}
          </fieldset>
        )}
        {facts.heeds.includes('mail') && (
          <MailFields mail={options.mail} text={fitting?.text ?? null} onChange={(mail) => set({ mail })} />
        )}
      </div>
      <ExportPreview
        format={format}
        preview={{
          data: last.format === format ? last.data : undefined,
          error: read.isError ? read.error : null,
          isStale: read.isPlaceholderData || read.isPending || settled !== options
        }}
      />
      <div className="export-acts">
        {job.failure && <FailureNotice failure={job.failure}>{null}</FailureNotice>}
        {job.running === null ? (
          <>
            <button type="submit" className="button button-main" aria-disabled={refused}>
              {format === 'mail' ? 'Save the draft' : 'Save the file'} <Keys binding="$mod+Enter" />
            </button>
            <button type="button" className="button" onClick={onClose}>
              Cancel
            </button>
            <span className="export-file">
              {fitting?.buckets === 0
                ? 'There is nothing in it.'
                : format === 'bundle'
                  ? ''
                  : (fitting?.fileName ?? '')}
            </span>
          </>
        ) : (
          <>
            <ProgressBar label="Export" value={job.running} />
            <button type="button" className="button" onClick={job.cancel}>
              Stop the export
            </button>
          </>
        )}
      </div>
    </form>
  )
}

const close = (): void => useAskedExport.setState({ asked: null })

/** Asks what leaves the desk, in which format, and shows what it will be. Nothing is sent anywhere. */
export const ExportDialog = () => {
  const asked = useAskedExport((state) => state.asked)
  if (!asked) return null
  return (
    <ModalOverlay
      className="scrim"
      isDismissable
      isOpen
      onOpenChange={(open) => {
        if (!open) close()
      }}
    >
      <Modal className="export-dialog">
        <Dialog className="export-body">
          <Heading slot="title">Export</Heading>
          <Body asked={asked} onClose={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
