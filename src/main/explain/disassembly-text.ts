import type { Disassembly } from '../../shared/model/explanation.ts'

/** Columns that objdump leaves for the bytes of one row of x86 code. */
const byteColumns = 21

/** The rows as `scripts/decodecode` of the kernel prints them. */
export const disassemblyText = ({ rows, mode }: Pick<Disassembly, 'rows' | 'mode'>): string =>
  rows
    .map(({ offset, bytes, text, trapping }) => {
      const mark = trapping ? '*' : ' '
      const wide = bytes.indexOf(' ') === 2 || bytes.length === 2 ? bytes.padEnd(byteColumns) : `${bytes} `
      return `${offset.toString(16).padStart(4)}:${mark}\t${wide}\t${text}${trapping ? `\t\t<-- ${mode === 'user' ? 'user space goes on here' : 'trapping instruction'}` : ''}`
    })
    .join('\n')
