import type { Register } from '../../../shared/model/registers.ts'
import type { Line } from '../lines/line.ts'
import { partOf, spanOf } from '../lines/place.ts'

const segments = new Set(['CS', 'DS', 'ES', 'FS', 'GS', 'SS', 'knlGS', 'TR', 'GDT', 'LDT'])

/** CR0-8, DR0-7, flags, status words: what steers the CPU rather than holds a program's values. */
const control =
  /^(?:CR\d|DR\d|E?FLAGS|RFLAGS|pstate|psr|PSR|PKRU|status|badaddr|cause|Status|Cause|BadVA|PrId|Hi|Lo|Acx|EIEM|XER|CTR|MSR|DAR|DSISR|CFAR|IRQMASK|DEAR|CR|CRMD|PRMD|EUEN|ECFG|ESTAT|BADV|sscratch|PSW)$/

/**
 * `RAX: 0000...`, `x29: ffff...`, `r10: 0000`, `FS:  000055558c4ba380(0000)`, `EFLAGS: 00010293`, `epc : ffff`.
 * Sources: __show_regs of arch/<arch>/kernel/process.c and traps.c.
 */
const pair =
  /([A-Za-z][A-Za-z0-9_]{0,8})[ ]{0,3}[:=][ ]{0,2}((?:[0-9a-f]{2,4}:)?[0-9a-f]{1,16}(?:\([0-9a-fA-F]{1,4}\))?)(?=$|[ ,])/y

/** `GPR00: c000000000 c0000001 ...` of powerpc and `Krnl GPRS: ...` of s390: numbered from the name's digits. */
const row = /^(?:GPR|FPR)(\d\d): ((?:[0-9a-fx]{8,16} ?){1,8})$/

const knownName =
  /^(?:[RE][A-D]X|[RE][SD]I|[RE][BS]P|R[0-9]{1,2}|x\d{1,2}|r\d{1,2}|lr|sp|pc|ip|fp|ra|gp|tp|t\d|s\d{1,2}|a\d|ORIG_[RE]AX|orig_a0|g\d|u\d|o\d|l\d|i\d|d\d|a0)$/

const isName = (name: string): boolean => knownName.test(name) || control.test(name) || segments.has(name)

const groupOf = (name: string): Register['group'] => {
  if (segments.has(name)) return 'segment'
  return control.test(name) ? 'control' : 'general'
}

/** The registers of a line that holds nothing else, or null. */
export const readRegisters = (line: Line): readonly Register[] | null => {
  const text = line.text.trim()
  if (text.length < 6 || text.length > 300) return null
  const indent = line.text.indexOf(text)
  const numbered = row.exec(text)
  if (numbered !== null) {
    const span = spanOf(line)
    const first = Number(numbered[1])
    return (numbered[2] ?? '')
      .trim()
      .split(' ')
      .map((value, index) => ({ name: `r${first + index}`, value, group: 'general', span }))
  }
  if (!text.includes(':')) return null
  const found: Register[] = []
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 32 || code === 44 || code === 9) {
      at += 1
      continue
    }
    pair.lastIndex = at
    const match = pair.exec(text)
    const name = match?.[1]
    const value = match?.[2]
    if (match === null || name === undefined || value === undefined || !isName(name)) {
      // Words after the values: `pstate: 60400005 (nZCv daif +PAN -UAO)`, `psr: 60000013`, `Not tainted`.
      return found.length > 0 && text.charCodeAt(at) === 40 ? found : null
    }
    const span = partOf(line, indent + at, indent + pair.lastIndex)
    // `RSP: 0018:ffff...` names the stack segment too; `FS:  base(selector)` is kept by its base.
    const selector = value.length > 5 && value[4] === ':' ? value.slice(0, 4) : null
    if (selector !== null) found.push({ name: 'SS', value: selector, group: 'segment', span })
    const digits = (selector === null ? value : value.slice(5)).replace(/\([0-9a-fA-F]{1,4}\)$/, '')
    found.push({ name, value: digits, group: groupOf(name), span })
    at = pair.lastIndex
  }
  return found.length > 0 ? found : null
}
