import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { alignTexts } from '../../src/main/compare/align/sequence.ts'
import { compareLogs } from '../../src/main/compare/compare-logs.ts'
import { compareReports } from '../../src/main/compare/compare-reports.ts'
import type { ComparedReport } from '../../src/main/compare/side.ts'
import { allNoise, createRandom, noiseTransforms, type NoiseTransform } from '../../src/main/compare/noise.fixture.ts'
import { plants, type Plant } from '../../src/main/compare/planted.fixture.ts'
import { readPrefix } from '../../src/main/parse/lines/prefix.ts'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import type { Difference } from '../../src/shared/model/comparison.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    logs: { type: 'string', default: '1000' },
    show: { type: 'string', default: '0' },
    bugs: { type: 'string' }
  }
})
const corpus = resolve(import.meta.dirname, '../../../shared/corpus')
const usual = ['console/logs', 'guilty', 'extra', 'symbolize'].map((folder) => join(corpus, folder))
const folders = (positionals.length > 0 ? positionals : usual).map((folder) => resolve(folder))
/**
 * Logs as people mailed them, of all architectures; measured with the usual ones. Those whose lines a mail program
 * folded are left out: the parser knows a fold by the width of the mail, which a longer line put in would end.
 */
const mailed = join(corpus, 'variety.tar.xz')

const filesOf = (folder: string): readonly string[] =>
  globSync('**/*', { cwd: folder })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !/\.(?:jsonl?|want|md)$/.test(file))
    .sort()

/** Bytes as characters, so that a changed text has the bytes of the log. */
const sideOf = (text: string, index = 0): ComparedReport | null => {
  const report = parseLog(Buffer.from(text, 'latin1')).reports[index]
  if (report === undefined) return null
  const lines = text.split('\n')
  return { report, rawLine: (line) => lines[line - 1]?.replace(/\r$/, '') }
}

type Log = { readonly file: string; readonly text: string }

const logsOf = (folder: string): readonly Log[] =>
  filesOf(folder)
    .map((file) => ({ file, text: readFileSync(file).toString('latin1') }))
    .filter(({ text }) => sideOf(text) !== null)

const isFolded = ({ text }: Log): boolean => {
  const side = sideOf(text)
  return side?.report.lines.some((line) => line.text.length > (side.rawLine?.(line.line)?.length ?? 0)) ?? false
}

/** The logs of an archive, unpacked for as long as they are read. */
const logsIn = (archive: string): readonly Log[] => {
  const folder = mkdtempSync(join(tmpdir(), 'oopsdesk-bench-'))
  try {
    execFileSync('tar', ['-xJf', archive, '-C', folder])
    return logsOf(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const logs = [
  ...folders.flatMap(logsOf),
  ...(positionals.length === 0 && existsSync(mailed) ? logsIn(mailed).filter((log) => !isFolded(log)) : [])
].slice(0, Number(options.logs))
if (logs.length === 0) {
  console.error('usage: npm run bench -- compare [--bugs FOLDER] [--logs N] [FOLDER...]')
  process.exit(2)
}

let shown = Number(options.show)
const show = (name: string, file: string, differences: readonly Difference[]): void => {
  if (shown <= 0) return
  shown -= 1
  console.error(`${name} ${file}`)
  for (const { what, a, b, aLine, bLine } of differences.slice(0, 4)) {
    console.error(`  ${what} ${aLine}:${bLine}\n    - ${a}\n    + ${b}`)
  }
}

/** Logs that a transform of pure noise changes, and those of them where a difference is reported. */
const measureNoise = (name: string, transform: NoiseTransform): object => {
  let [changed, wrong, differences] = [0, 0, 0]
  logs.forEach(({ file, text }, index) => {
    const other = transform(text, createRandom(index + 1))
    if (other === text) return
    const [a, b] = [sideOf(text), sideOf(other)]
    if (a === null || b === null) return
    changed += 1
    const found = compareReports(a, b).comparison.differences
    differences += found.length
    if (found.length > 0) {
      wrong += 1
      show(name, file, found)
    }
  })
  return { changed, wrong, differences }
}

const measurePlants = (
  name: string,
  plant: Plant,
  noise: NoiseTransform | null
): { planted: number; found: number; reported: number } => {
  let [planted, found, reported] = [0, 0, 0]
  logs.forEach(({ file, text: source }, index) => {
    const random = createRandom(index + 1)
    const text = noise === null ? source : noise(source, random)
    const [a, clean] = [sideOf(source), sideOf(text)]
    const put = clean === null ? null : plant(text, clean.report, random)
    const b = put === null ? null : sideOf(put.text)
    if (a === null || b === null || put === null) return
    planted += 1
    const { differences } = compareReports(a, b).comparison
    reported += differences.length
    // With noise, lines of the source are others; the place is known on the changed side, or by the function removed.
    const at = differences.some(({ aLine, bLine }) =>
      put.bLine === null
        ? bLine === null && (noise !== null || aLine === put.aLine)
        : bLine === put.bLine && (noise !== null || aLine === put.aLine)
    )
    if (at) found += 1
    if (!at || differences.length !== 1) show(name, file, differences)
  })
  return { planted, found, reported }
}

type Truth = { readonly file: string; readonly bug: string; readonly title: string }

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const textOf = ({ report, rawLine }: ComparedReport): readonly string[] =>
  report.lines.map(({ line, text }) => rawLine?.(line) ?? text)

/** Share of lines that a plain diff of two texts marks, and that a comparison does. */
const sharesOf = (a: ComparedReport, b: ComparedReport): { readonly plain: number; readonly ours: number } => {
  const [left, right] = [textOf(a), textOf(b)]
  const all = left.length + right.length
  const { rows } = compareReports(a, b).comparison
  const marked = rows.reduce((sum, { kind }) => sum + (kind === 'different' ? 2 : kind.startsWith('only') ? 1 : 0), 0)
  return { plain: (all - 2 * alignTexts(left, right).length) / all, ours: marked / all }
}

/** Pairs of reports of one bug with one title: `truth.jsonl` of the folder names them. */
const measureBugs = (folder: string): object => {
  const truth: readonly Truth[] = readFileSync(join(folder, 'truth.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const groups = Map.groupBy(truth, ({ bug, title }) => `${bug} ${title}`)
  const shares = [...groups.values()].flatMap(([one, other]) => {
    if (one === undefined || other === undefined) return []
    const [a, b] = [one, other].map(({ file }) =>
      sideOf(readFileSync(join(folder, 'reports', file)).toString('latin1'))
    )
    return a && b ? [sharesOf(a, b)] : []
  })
  const [plain, ours] = [median(shares.map((share) => share.plain)), median(shares.map((share) => share.ours))]
  return {
    pairs: shares.length,
    plain: rounded(plain),
    ours: rounded(ours),
    ratio: rounded(ours / plain),
    medianRatio: rounded(median(shares.map((share) => share.ours / Math.max(share.plain, 1e-9))))
  }
}

const rounded = (value: number, digits = 4): number => Number(value.toFixed(digits))
const rates = ({ planted, found, reported }: { planted: number; found: number; reported: number }): object => ({
  planted,
  precision: rounded(reported === 0 ? 1 : found / reported),
  recall: rounded(planted === 0 ? 1 : found / planted)
})

/** Logs joined up to a size. */
const joinedTo = (bytes: number): string => {
  const parts: string[] = []
  for (let size = 0, at = 0; size < bytes; at += 1) {
    const text = logs[at % logs.length]?.text ?? ''
    parts.push(text)
    size += text.length + 1
  }
  return parts.join('\n').slice(0, bytes)
}

/** One report of a size: the longest that is there, with its stacks and lines told again and again. */
const reportOf = (bytes: number): string => {
  const sized = logs.flatMap(({ text }) => {
    const report = sideOf(text)?.report
    return report === undefined ? [] : [{ text, frames: report.stacks[0]?.frames.length ?? 0 }]
  })
  const { text = '' } = sized.toSorted((a, b) => b.frames - a.frames)[0] ?? {}
  const lines = text.split('\n')
  const stack = sideOf(text)?.report.stacks[0]
  const [from, to] = [stack?.frames[0]?.span.line ?? 1, stack?.frames.at(-1)?.span.line ?? 1]
  const frames = lines.slice(from - 1, to)
  const size = frames.join('\n').length + 1
  const times = Math.ceil((bytes - text.length) / size)
  const more = Array.from({ length: times }, (_, at) =>
    frames.map((line) => line.replaceAll(/([a-z_]\w+)(?=\+0x)/g, (name) => `${name}_${at % 50}`))
  ).flat()
  return [...lines.slice(0, to), ...more, ...lines.slice(to)].join('\n')
}

/** Milliseconds of wall clock and of processor, the median of some runs. */
const timed = (work: () => unknown): { readonly milliseconds: number; readonly cpuMilliseconds: number } => {
  const runs = Array.from({ length: 5 }, () => {
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    work()
    const { user, system } = process.cpuUsage(cpu)
    return { wall: performance.now() - start, cpu: (user + system) / 1000 }
  })
  return {
    milliseconds: rounded(median(runs.map(({ wall }) => wall)), 1),
    cpuMilliseconds: rounded(median(runs.map(({ cpu }) => cpu)), 1)
  }
}

const prefixLength = (line: string): number => readPrefix(line).at

const measureTimes = (): object => {
  const report = reportOf(1e6)
  const [a, b] = [sideOf(report), sideOf(allNoise(report, createRandom(1)))]
  const consoles = joinedTo(20e6)
  const [one, other] = [consoles, allNoise(consoles, createRandom(2))].map((text) => ({
    lines: text.split('\n'),
    prefixLength
  }))
  return {
    reportBytes: report.length,
    reportLines: a?.report.lines.length,
    reports: a && b ? timed(() => compareReports(a, b)) : undefined,
    consoleBytes: consoles.length,
    consoleLines: one?.lines.length,
    consoles: one && other ? timed(() => compareLogs(one, other)) : undefined
  }
}

const noise = Object.fromEntries(
  [...Object.entries(noiseTransforms), ['all', allNoise] as const].map(([name, transform]) => [
    name,
    measureNoise(name, transform)
  ])
)
const alone = Object.entries(plants).map(([name, plant]) => [name, measurePlants(name, plant, null)] as const)
const inNoise = Object.entries(plants).map(
  ([name, plant]) => [name, measurePlants(`${name} in noise`, plant, allNoise)] as const
)
const total = (measured: typeof alone): object =>
  rates(
    measured.reduce(
      (sum, [, one]) => ({
        planted: sum.planted + one.planted,
        found: sum.found + one.found,
        reported: sum.reported + one.reported
      }),
      { planted: 0, found: 0, reported: 0 }
    )
  )
const print = (name: string, measured: object): void => console.log(JSON.stringify({ [name]: measured }))
print('noise', { logs: logs.length, ...noise })
print('planted', { ...Object.fromEntries(alone.map(([name, one]) => [name, rates(one)])), all: total(alone) })
print('plantedInNoise', {
  ...Object.fromEntries(inNoise.map(([name, one]) => [name, rates(one)])),
  all: total(inNoise)
})
if (options.bugs !== undefined && existsSync(options.bugs)) print('bugs', measureBugs(resolve(options.bugs)))
print('times', measureTimes())
