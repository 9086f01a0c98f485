import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseLog } from '../../src/main/parse/parse-log.ts'
import type { Report } from '../../src/shared/model/report.ts'
import { shapes } from './log-shapes.ts'
import type { Shape } from './shape.ts'

const root = new URL('../', import.meta.url).pathname
const corpus = new URL('../../../shared/corpus/console/', import.meta.url).pathname
const present = existsSync(`${corpus}expected.jsonl`)
if (!present) process.stdout.write('skipped: corpus part of parse-shapes, ../shared/corpus/console is absent\n')

/** What must not change with the shape: the name of the crash and its call traces. */
const answerOf = (report: Report | undefined): string =>
  report === undefined
    ? 'no crash'
    : JSON.stringify([
        report.title,
        report.type,
        report.stacks.map((stack) => [
          stack.kind,
          stack.frames.map((frame) => [frame.function, frame.offset, frame.size, frame.module, frame.inlined.length])
        ])
      ])

const firstAnswer = (lines: readonly string[]): string =>
  answerOf(parseLog(Buffer.from(`${lines.join('\n')}\n`, 'latin1')).reports[0])

const prefix = /^(?:<\d>)?(?:\[ {0,12}\d{1,10}\.\d{6}\] ?)?(?:\[ {0,12}[TC]\d{1,10}\] ?)?/

/**
 * The messages of a clean log: one kernel time in front of each line, nothing else on its console, one caller. Null
 * for a log whose shape says something of its own: several callers, lines of user space, lost messages.
 */
const messagesOf = (text: string): readonly string[] | null => {
  const lines = text.replaceAll('\r', '').split('\n')
  while (lines.at(-1) === '') lines.pop()
  const callers = new Set<string>()
  const messages: string[] = []
  for (const line of lines) {
    const found = prefix.exec(line)?.[0] ?? ''
    if (!/\d\.\d{6}\]/.test(found)) return null
    callers.add(/[TC]\d{1,10}/.exec(found.slice(found.indexOf(']')))?.[0] ?? '')
    const message = line.slice(found.length)
    if (/\[ {0,12}\d{1,10}\.\d{6}\]|printk messages|[^\t\x20-\x7e]/.test(message)) return null
    messages.push(message)
  }
  return callers.size === 1 && messages.length > 0 ? messages : null
}

/** A caller in front of each line says more than a time: two reports in one log can be told apart. */
const plainAnswers = new Map<readonly string[], Map<string, string>>()

const plainAnswer = (messages: readonly string[], caller: string): string => {
  const known = plainAnswers.get(messages) ?? new Map<string, string>()
  plainAnswers.set(messages, known)
  const answer =
    known.get(caller) ?? firstAnswer(messages.map((message, index) => `[  ${100 + index}.123456]${caller} ${message}`))
  known.set(caller, answer)
  return answer
}

const check = (messages: readonly string[], shape: Shape): boolean =>
  firstAnswer(shape.write(messages)) === plainAnswer(messages, shape.tellsCaller === true ? '[ T5822]' : '')

const fixtures = readdirSync(`${root}fixtures`, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.log')
)

describe('fixtures keep their answer', () => {
  const texts = fixtures.map((name) => [name, readFileSync(`${root}fixtures/${name}`, 'latin1')] as const)
  test.each(shapes.map((shape) => [shape.name, shape] as const))('%s', (_, shape) => {
    for (const [name, text] of texts) {
      const lines = text.trimEnd().split('\n')
      const messages = messagesOf(text) ?? (lines.some((line) => prefix.exec(line)?.[0] !== '') ? null : lines)
      if (messages !== null) expect(check(messages, shape), `${name} as ${shape.name}`).toBe(true)
    }
  })
})

describe.skipIf(!present)('clean logs of the corpus keep their answer', () => {
  const clean: (readonly [string, readonly string[]])[] = []
  if (present) {
    for (const name of readdirSync(`${corpus}logs`)) {
      const messages = messagesOf(readFileSync(`${corpus}logs/${name}`, 'latin1'))
      if (messages !== null && parseLog(Buffer.from(messages.join('\n'), 'latin1')).reports.length > 0)
        clean.push([name, messages])
    }
  }

  test('there are some', () => {
    process.stdout.write(`shapes: ${clean.length} clean logs in ${shapes.length} shapes\n`)
    expect(clean.length).toBeGreaterThan(100)
  })

  test.each(shapes.map((shape) => [shape.name, shape] as const))('%s', (_, shape) => {
    const changed = clean.filter(([, messages]) => !check(messages, shape)).map(([name]) => name)
    expect(changed, `${shape.name}, of ${clean.length} logs`).toEqual([])
  })
})
