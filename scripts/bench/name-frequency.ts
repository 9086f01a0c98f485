import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprintOf, namesOfFingerprint } from '../../src/main/cluster/fingerprint.ts'
import { parseLog } from '../../src/main/parse/parse-log.ts'

/**
 * Writes src/main/cluster/name-frequency.ts: `npm run bench -- name-frequency DIR[@DAY]...` counts in how many reports
 * of each folder a function, file or lock is, where a day is given in files older than it, and takes the highest share.
 */
const folders = process.argv.slice(2)
if (folders.length === 0) {
  console.error('usage: npm run bench -- name-frequency DIR[@DAY]...')
  process.exit(2)
}

/** Names in less than one of so many reports have no class. */
const leastBits = 8
const share = new Map<string, number>()
for (const argument of folders) {
  const [folder = '', until = '9999-12-31'] = argument.split('@')
  const counts = new Map<string, number>()
  let reports = 0
  for (const name of globSync('**/*', { cwd: folder }).sort()) {
    const file = join(folder, name)
    const found = statSync(file)
    if (!found.isFile() || found.mtimeMs >= Date.parse(until)) continue
    for (const report of parseLog(readFileSync(file)).reports.slice(0, 1)) {
      reports++
      for (const one of new Set(namesOfFingerprint(fingerprintOf(report)))) counts.set(one, (counts.get(one) ?? 0) + 1)
    }
  }
  console.log(`${argument}: ${reports} reports, ${counts.size} names`)
  for (const [name, count] of counts) if (count >= 4) share.set(name, Math.max(share.get(name) ?? 0, count / reports))
}

const classes = new Map<number, string[]>()
for (const [name, part] of share) {
  const bits = Math.round(-Math.log2(part) * 2) / 2
  if (bits <= leastBits) classes.set(bits, [...(classes.get(bits) ?? []), name])
}
const rows = [...classes]
  .sort(([a], [b]) => a - b)
  .map(([bits, names]) => `  { bits: ${bits}, names: '${names.sort().join(' ')}' }`)
writeFileSync(
  new URL('../../src/main/cluster/name-frequency.ts', import.meta.url),
  `/**
 * How common names are: one of 2^bits reports holds each of these functions, source files and locks (\`lock:\` before
 * them). Counted by \`npm run bench -- name-frequency\` (see docs/accuracy.md); what is not here is rarer.
 */
export const nameFrequency: readonly { readonly bits: number; readonly names: string }[] = [
${rows.join(',\n')}
]
`
)
console.log(`${[...classes.values()].flat().length} names`)
