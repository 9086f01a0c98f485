import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { disassemblyText } from '../../src/main/explain/disassembly-text.ts'
import { loadDisassembler } from '../../src/main/explain/disassembler.ts'
import { explain } from '../../src/main/explain/explain.ts'
import { parseLog } from '../../src/main/parse/parse-log.ts'

const folder = new URL('../../../shared/corpus/decompile/', import.meta.url).pathname
const present = existsSync(folder)
if (!present) process.stdout.write('skipped: disassemble, ../shared/corpus/decompile is absent\n')

/** `* 2a:\t48 f7 f5 \tdiv %rbp <-- trapping instruction` and our `2a:*\t...` as one plain line. */
const plain = (line: string): string => {
  const trapping = line.includes('<-- trapping')
  const text = line
    .replace(/\s*<--.*$/, '')
    // Ours names where a branch leads, as far as the log knows.
    .replace(/ <[^<>]*>$/, '')
    .replace('*', ' ')
    .trim()
    .replace(/\s+/g, ' ')
  return trapping ? `* ${text}` : text
}

const rowsIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => /^[ *]*[0-9a-f]+:[ *]?\t/.test(line))
    .map(plain)

test.runIf(present)('Code: lines become what objdump makes of them', async () => {
  const disassembler = await loadDisassembler()
  let right = 0
  let all = 0
  for (const architecture of readdirSync(folder)) {
    for (const name of readdirSync(`${folder}${architecture}`).filter((file) => file.endsWith('.in'))) {
      const path = `${folder}${architecture}/${name}`
      const expected = rowsIn(readFileSync(path.replace(/in$/, 'out'), 'utf8'))
      if (expected.length === 0) continue
      const kernel = parseLog(readFileSync(path))
        .reports.flatMap((report) => explain(report, disassembler).code)
        .find(({ mode }) => mode !== 'user')
      const actual = new Set(kernel === undefined ? [] : rowsIn(disassemblyText(kernel)))
      all += expected.length
      right += expected.filter((row) => actual.has(row)).length
    }
  }
  process.stdout.write(`disassemble: ${right} of ${all} rows as objdump has them\n`)
  expect(all).toBeGreaterThan(0)
  expect(right / all).toBe(1)
})
