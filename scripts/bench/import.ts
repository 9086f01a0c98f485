import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createEngine } from '../../src/main/engine/engine.ts'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import type { Result } from '../../src/shared/model/result.ts'
import { createClient } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import { perturbed } from './clusters/perturb.ts'
import { randomFrom } from './clusters/random.ts'

/**
 * Whether an import keeps its rate: `npm run bench -- import [--files N] [--logs DIR]` writes N files, the logs of DIR
 * with a crash (of the project's own tests without it) and perturbed copies of them, and imports their folder as the
 * program does, threads and settling included. One JSON line: files a second of each tenth, by the clock, and CPU
 * milliseconds a file; the last tenth ends when all is settled.
 */
const { values } = parseArgs({ options: { files: { type: 'string', default: '100000' }, logs: { type: 'string' } } })
const wanted = Number(values.files)
const folder = values.logs ?? resolve(import.meta.dirname, '../../tests/golden')
if (!Number.isInteger(wanted) || wanted < 100) {
  console.error('usage: npm run bench -- import [--files N] [--logs DIR]')
  process.exit(2)
}

const inFolder = 1000
const tenths = 10

const value = <Value, Failure>(result: Result<Value, Failure>): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const cpuMilliseconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const write = (into: string): void => {
  const random = randomFrom(7)
  const sources = globSync('**/*.log', { cwd: folder })
    .sort()
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .filter((text) => parseLog(Buffer.from(text, 'latin1')).reports.length > 0)
  for (let place = 0; place < wanted; place += 1) {
    const own = join(into, String(Math.floor(place / inFolder)).padStart(4, '0'))
    if (place % inFolder === 0) mkdirSync(own, { recursive: true })
    const source = sources[place % sources.length] ?? ''
    const text = place < sources.length ? source : perturbed(source, random)
    writeFileSync(join(own, `${String(place % inFolder).padStart(4, '0')}.log`), text, 'latin1')
  }
}

type Mark = { readonly files: number; readonly clock: number; readonly cpu: number }

const temp = mkdtempSync(join(tmpdir(), 'oopsdesk-bench-'))
try {
  const [logs, file] = [join(temp, 'logs'), join(temp, 'bench.oopsdesk')]
  write(logs)
  const engine = value(
    await createEngine({
      version: '0',
      corpusFile: file,
      dataFolder: join(temp, 'data'),
      roots: null,
      sampleFolder: '',
      readOnly: false,
      create: true,
      remember: false
    })
  )
  const [near, far] = createMemoryTransports()
  engine.connect(far)
  const client = createClient(near)
  const { corpus } = value(await client.call('engine.describe', {}))
  if (corpus === null) throw new Error('no corpus')

  const now = (files: number): Mark => ({ files, clock: performance.now(), cpu: cpuMilliseconds() })
  const marks: Mark[] = [now(0)]
  const started = value(await client.call('imports.start', { corpus, sources: [{ kind: 'path', path: logs }] }))
  const summary = value(
    await client.call(
      'imports.follow',
      { corpus, import: started.import },
      {
        onProgress: ({ filesDone }) => {
          if (marks.length < tenths && filesDone >= (marks.length * wanted) / tenths) marks.push(now(filesDone))
        }
      }
    )
  )
  marks.push(now(wanted))
  const buckets = value(await client.call('buckets.list', { corpus, query: {}, page: {} })).total
  const parts = marks.slice(1).map((mark, at) => {
    const before = marks[at] ?? mark
    const files = mark.files - before.files
    return { perSecond: (files * 1000) / (mark.clock - before.clock), cpu: (mark.cpu - before.cpu) / files }
  })
  const [first, last] = [parts[0], parts.at(-1)]
  console.log(
    JSON.stringify({
      files: summary.files,
      reports: summary.reports,
      buckets,
      seconds: Math.round(summary.seconds),
      filesPerSecond: parts.map(({ perSecond }) => Math.round(perSecond)),
      cpuMillisecondsAFile: parts.map(({ cpu }) => Number(cpu.toFixed(2))),
      lastToFirst: first && last ? Number((last.perSecond / first.perSecond).toFixed(2)) : null,
      bytesAReport: Math.round(statSync(file).size / Math.max(1, summary.reports))
    })
  )
  await engine.close()
} finally {
  rmSync(temp, { recursive: true, force: true })
}
process.exit(0)
