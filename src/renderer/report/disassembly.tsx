import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { Disassembly as Code, Explanation, InstructionRow } from '../../shared/model/explanation.ts'
import { keep, kept } from '../app/kept.ts'
import './disassembly.css'

type Props = {
  readonly explanation: Pick<Explanation, 'code' | 'values'>
  readonly onLine: (line: number) => void
}

const storeKey = 'oopsdesk.report-disassembly'

const where = (code: Code, { functionOffset }: InstructionRow): string => {
  if (code.function === null || functionOffset === null) return ''
  return functionOffset < 0
    ? `${-functionOffset} bytes in front of ${code.function}`
    : `${code.function}+0x${functionOffset.toString(16)}`
}

const name = ({ mode, line }: Code): string => `${mode === 'user' ? 'User' : 'Kernel'}, line ${line}`

/** objdump pads with blanks and tabs; here the columns do that. */
const parts = (text: string): readonly [string, string] => {
  const match = /^(\S+)\s*(.*)$/s.exec(text)
  return [match?.[1] ?? text, (match?.[2] ?? '').replace(/\s+/g, ' ')]
}

/** Puts the instruction that trapped in the middle of what is seen. */
const showTrapping = (box: HTMLElement | null): void => {
  const row = box?.querySelector<HTMLElement>('[data-trapping]')
  if (box && row) box.scrollTop = row.offsetTop - (box.clientHeight - row.offsetHeight) / 2
}

const Row = ({ code, row }: { readonly code: Code; readonly row: InstructionRow }) => {
  const [mnemonic, operands] = parts(row.text)
  return (
    <tr data-trapping={row.trapping ? code.mode : undefined} title={where(code, row)}>
      <td className="disassembly-offset">{row.offset.toString(16)}</td>
      <td className="disassembly-bytes">{row.bytes}</td>
      <td>
        {row.trapping && <span className="visually-hidden">{code.mode === 'user' ? 'Returns to: ' : 'Trapped: '}</span>}
        <span className="disassembly-mnemonic">{mnemonic}</span> {operands}
      </td>
    </tr>
  )
}

/** The code of a report's `Code:` lines, the instruction that trapped in the middle; below it what registers held. */
export const Disassembly = ({ explanation: { code, values }, onLine }: Props) => {
  const heading = useId()
  // Where a program entered the kernel is rarely the question.
  const worth = code.some(({ mode }) => mode !== 'user')
  const [open, setOpen] = useState(() => worth && kept(storeKey) !== 'closed')
  const [chosen, setChosen] = useState(0)
  const shown = code[chosen]
  if (shown === undefined && values.length === 0) return null
  const toggle = (): void => {
    keep(storeKey, open ? 'closed' : 'open')
    setOpen(!open)
  }
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <section className="disassembly" aria-labelledby={heading}>
      <div className="disassembly-heading">
        <button type="button" aria-expanded={open} onClick={toggle}>
          <Chevron size={14} aria-hidden />
          <span id={heading}>{shown === undefined ? 'Values' : 'Disassembly'}</span>
        </button>
        {open && shown !== undefined && (
          <fieldset className="disassembly-choice" aria-label="Code shown">
            {code.map((each, index) => (
              <button
                key={each.line}
                type="button"
                aria-pressed={index === chosen}
                onClick={() => {
                  setChosen(index)
                  onLine(each.line)
                }}
              >
                {name(each)}
              </button>
            ))}
          </fieldset>
        )}
      </div>
      {open && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        <section key={chosen} className="disassembly-body" ref={showTrapping} tabIndex={0} aria-label="Instructions">
          {shown !== undefined && (
            <table>
              <tbody>
                {shown.rows.map((row) => (
                  <Row key={row.offset} code={shown} row={row} />
                ))}
              </tbody>
            </table>
          )}
          {values.length > 0 && (
            <dl className="disassembly-values" aria-label="What the registers held">
              {values.map(({ register, value, meaning, line }) => (
                <div key={register}>
                  <dt>
                    <button type="button" onClick={() => onLine(line)} title={`Line ${line}`}>
                      {register}
                    </button>
                  </dt>
                  <dd>
                    <code>{value}</code> {meaning}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </section>
      )}
    </section>
  )
}
