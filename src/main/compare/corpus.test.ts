import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseLog } from '../parse/parse-log.ts'
import { compareReports } from './compare-reports.ts'
import { allNoise, createRandom } from './noise.fixture.ts'
import { plants } from './planted.fixture.ts'
import type { ComparedReport } from './side.ts'

const folder = resolve(import.meta.dirname, '../../../../shared/corpus/console/logs')
const absent = !existsSync(folder)

const sideOf = (text: string): ComparedReport | null => {
  const report = parseLog(Buffer.from(text, 'latin1')).reports[0]
  const lines = text.split('\n')
  return report === undefined ? null : { report, rawLine: (line) => lines[line - 1] }
}

/** Every sixth log, which is enough to see a rule break; `npm run bench -- compare` takes all. */
const texts = absent
  ? []
  : readdirSync(folder)
      .toSorted()
      .filter((_, index) => index % 6 === 0)
      .map((name) => ({ name, text: readFileSync(join(folder, name)).toString('latin1') }))

test.skipIf(absent)('logs of ../shared/corpus differ from their noisy copies in noise alone', () => {
  const wrong = texts.filter(({ text }, seed) => {
    const [a, b] = [sideOf(text), sideOf(allNoise(text, createRandom(seed)))]
    return a !== null && b !== null && compareReports(a, b).comparison.differences.length > 0
  })
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test.skipIf(absent).each(Object.entries(plants))(
  'in noisy copies of logs of ../shared/corpus only what was planted differs: %s',
  (_, plant) => {
    let planted = 0
    for (const [seed, { name, text }] of texts.entries()) {
      const random = createRandom(seed)
      const noisy = allNoise(text, random)
      const [a, clean] = [sideOf(text), sideOf(noisy)]
      const put = clean === null ? null : plant(noisy, clean.report, random)
      const b = put === null ? null : sideOf(put.text)
      if (a === null || b === null || put === null) continue
      planted += 1
      expect([name, compareReports(a, b).comparison.differences.map(({ bLine }) => bLine)]).toEqual([name, [put.bLine]])
    }
    expect(planted).toBeGreaterThan(3)
  }
)
