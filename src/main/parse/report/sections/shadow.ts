import type { Memory } from '../../../../shared/model/memory.ts'
import type { Line } from '../../lines/line.ts'
import { spanOf } from '../../lines/place.ts'

type Shadow = Pick<Memory, 'shadow' | 'shadowColumn'>

type ShadowReader = {
  /** True where the line is one of the shadow memory. */
  readonly take: (line: Line, text: string) => boolean
  readonly end: () => void
  readonly value: () => Shadow
}

/** `>ff110000025edd00: fa fb fb fb`; a tag that is not the pointer's stands in brackets in old kernels. */
const row = /^(>?)\s{0,4}([0-9a-f]{8,16}): ((?:\[?[0-9a-f]{2}\]? {0,2}){1,32})$/

/** `Memory state around the buggy address:`, rows of shadow bytes, `^` below the bad one (mm/kasan/report.c, print_memory_metadata). */
export const createShadowReader = (): ShadowReader => {
  const rows: Shadow['shadow'][number][] = []
  let open = false
  /** Where the first byte of the marked row stands in its text, and its width: two digits and a blank. */
  let firstByte = -1
  let column: number | null = null
  const width = 3

  return {
    take: (line, text) => {
      if (!open) {
        if (rows.length > 0 || !text.startsWith('Memory state around')) return false
        open = true
        return true
      }
      if (text.startsWith('^')) {
        const marked = rows[rows.length - 1]
        const at = Math.floor((line.text.indexOf('^') - firstByte) / width)
        if (marked?.marked === true && firstByte >= 0 && at >= 0 && at < marked.bytes.length) column = at
        return true
      }
      const match = rows.length < 32 ? row.exec(text) : null
      if (match === null) {
        // A message of another CPU may stand between the rows.
        return false
      }
      const [, mark = '', address = '', digits = ''] = match
      const bytes = digits
        .trim()
        .replaceAll(/[[\]]/g, '')
        .split(/ {1,2}/)
      if (mark === '>') firstByte = line.text.indexOf(': ') + 2
      rows.push({ address, bytes, marked: mark === '>', span: spanOf(line) })
      return true
    },
    end: () => {
      if (rows.length > 0) open = false
    },
    value: () => ({ shadow: rows, shadowColumn: column })
  }
}
