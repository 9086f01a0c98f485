import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseLog } from '../../src/main/parse/parse-log.ts'

const folder = new URL('../../../shared/corpus/console/', import.meta.url).pathname
const present = existsSync(`${folder}expected.jsonl`)
if (!present) process.stdout.write('skipped: parse-later-reports, ../shared/corpus/console is absent\n')

type Expected = {
  readonly id: string
  readonly peer: { readonly parse_all_titles: readonly string[]; readonly parse_all_starts: readonly number[] } | null
}

/** FNV-1a, 32 bit: the third that parse-console.test.ts sets apart is not read here. */
const isApart = (id: string): boolean => {
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
  return hash % 3 === 0
}

test.skipIf(!present)(
  'what another parser reports further down a log has the same title where the log starts there',
  () => {
    const wrong: string[] = []
    let count = 0
    for (const line of readFileSync(`${folder}expected.jsonl`, 'utf8').split('\n')) {
      if (line === '') continue
      const { id, peer } = JSON.parse(line) as Expected
      if (peer === null || isApart(id)) continue
      const log = readFileSync(`${folder}logs/${id}.log`)
      for (const [index, title] of peer.parse_all_titles.entries()) {
        if (index === 0) continue
        count += 1
        const named = parseLog(log.subarray(peer.parse_all_starts[index])).reports[0]?.title
        if (named !== title) wrong.push(`${id}: ${title}, named ${named ?? 'no crash'}`)
      }
    }
    process.stdout.write(`console, later reports, worked on: ${count - wrong.length} of ${count}\n`)
    expect(wrong.length / count, wrong.join('\n')).toBeLessThanOrEqual(0.03)
  }
)
