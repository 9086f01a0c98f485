import * as fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsedReports } from '../../../tests/builders/parsed-report.ts'
import { buildReport } from '../../../tests/builders/report.ts'
import { annotationPlaceSchema } from '../../shared/model/annotation.ts'
import { reportIdSchema } from '../../shared/model/ids.ts'
import type { Report } from '../../shared/model/report.ts'
import { locateAnnotation, placeOf } from './locate-annotation.ts'

const id = reportIdSchema.parse(`${'a'.repeat(16)}-0`)
const sameLog = reportIdSchema.parse(`${'a'.repeat(16)}-1`)
const otherLog = reportIdSchema.parse(`${'b'.repeat(16)}-0`)

const golden = join(import.meta.dirname, '../../../tests/golden')
const reports = readdirSync(golden)
  .filter((name) => name.endsWith('.log'))
  .flatMap((name) => parsedReports(readFileSync(join(golden, name), 'utf8')))
const anyReport = fc.constantFrom(...reports)

/** A report and some lines of it. */
const anyLines = anyReport.chain((report) =>
  fc
    .tuple(fc.integer({ min: 0, max: report.lines.length - 1 }), fc.integer({ min: 0, max: 70 }))
    .map(([first, more]) => {
      const [start, end] = [report.lines[first], report.lines[Math.min(first + more, report.lines.length - 1)]]
      return { report, startLine: start?.line ?? 1, endLine: end?.line ?? 1 }
    })
)

type Moved = { readonly by: number; readonly prefix: string; readonly bare: boolean }

/** What a newer parser might have made of the same log: other line numbers, prefixes that it takes off or leaves. */
const anew = (report: Report, { by, prefix, bare }: Moved): Report => {
  const moved = JSON.parse(
    JSON.stringify(report, (key, value: unknown) =>
      (key === 'line' || key === 'startLine' || key === 'endLine') && typeof value === 'number' ? value + by : value
    )
  ) as Report
  const text = (line: string): string => (bare ? line.trimStart() : `${prefix}${line}`)
  return { ...moved, lines: moved.lines.map((line) => ({ ...line, text: text(line.text) })) }
}

const anyMove = fc.record({
  by: fc.integer({ min: 0, max: 5000 }),
  prefix: fc.constantFrom(
    '',
    '[   12.345678] ',
    '[   12.345678][ T4711] ',
    '<4>',
    'Nov 22 10:00:00 host kernel: ',
    '| '
  ),
  bare: fc.boolean()
})

const textOf = (report: Report, startLine: number, endLine: number): readonly string[] =>
  report.lines.filter(({ line }) => line >= startLine && line <= endLine).map(({ text }) => text)

describe('an annotation in its own report', () => {
  it('is at its lines', () => {
    fc.assert(
      fc.property(anyLines, ({ report, startLine, endLine }) => {
        const place = placeOf(report, id, startLine, endLine)
        expect(annotationPlaceSchema.safeParse(place).success).toBe(true)
        expect(locateAnnotation(place, report, id)).toEqual({ startLine, endLine })
      })
    )
  })

  it('is at the same words after the log is parsed anew', () => {
    fc.assert(
      fc.property(anyLines, anyMove, ({ report, startLine, endLine }, move) => {
        const place = placeOf(report, id, startLine, endLine)
        const again = anew(report, move)
        const found = locateAnnotation(place, again, id)
        if (found === null) throw new Error('It was lost.')
        const was = textOf(report, startLine, endLine).slice(0, 50)
        const is = textOf(again, found.startLine, found.endLine).slice(0, was.length)
        expect(is.map((text, at) => text.trim().endsWith((was[at] ?? '').trim()))).toEqual(was.map(() => true))
      })
    )
  })

  it('is at the nearest of lines that say the same', () => {
    const lines = ['one', 'two', 'one', 'two', 'one', 'two']
    const report = buildReport({ lines })
    const place = { ...placeOf(report, id, 4, 5), startLine: 5, endLine: 6 }
    expect(place.quote).toEqual(['one', 'two'])
    const shifted = buildReport({ startLine: 2, lines })
    expect(locateAnnotation(place, shifted, id)).toEqual({ startLine: 5, endLine: 6 })
    expect(locateAnnotation({ ...place, startLine: 100, endLine: 101 }, shifted, id)).toEqual({
      startLine: 7,
      endLine: 8
    })
  })

  it('takes no end of a stack trace for an empty line with something in front', () => {
    const place = placeOf(buildReport({ lines: ['one', '', 'two', 'three', ' </TASK>'] }), id, 5, 5)
    const shifted = buildReport({ startLine: 4, lines: ['one', '', 'two', 'three', '</TASK>'] })
    expect(locateAnnotation(place, shifted, id)).toEqual({ startLine: 8, endLine: 8 })
  })

  it('is nowhere when its words and its frame are gone', () => {
    fc.assert(
      fc.property(anyLines, ({ report, startLine, endLine }) => {
        const place = { ...placeOf(report, id, startLine, endLine), quote: ['words that no kernel ever printed'] }
        expect(locateAnnotation({ ...place, frame: null }, report, id)).toBeNull()
      })
    )
  })

  it('keeps lines that no report covers by their numbers', () => {
    const report = buildReport({ startLine: 100, lines: ['detail'] })
    const place = placeOf(report, id, 7, 9)
    expect(place.quote).toEqual([])
    expect(locateAnnotation(place, report, id)).toEqual({ startLine: 7, endLine: 9 })
    expect(locateAnnotation(place, report, sameLog)).toBeNull()
  })

  it('is found by its lines when the log is cut into other reports', () => {
    const report = buildReport({ lines: ['the detail'] })
    expect(locateAnnotation(placeOf(report, id, 2, 2), report, sameLog)).toEqual({ startLine: 2, endLine: 2 })
  })

  it('does not take the label of a register for a prefix', () => {
    const report = buildReport({ lines: ['RIP: 0010:btree_insert+0x1/0x2'] })
    const place = { ...placeOf(report, id, 2, 2), quote: ['btree_insert+0x1/0x2'], frame: null }
    expect(locateAnnotation(place, report, id)).toBeNull()
  })
})

describe('an annotation in another report', () => {
  it('is on the frame of the same function in the same kind of stack', () => {
    fc.assert(
      fc.property(anyReport, fc.nat(), anyMove, (report, pick, move) => {
        const frames = report.stacks.flatMap(({ kind, frames: all }) => all.map((frame) => ({ kind, frame })))
        const chosen = frames[pick % Math.max(1, frames.length)]
        if (!chosen) return
        const { line } = chosen.frame.span
        const place = placeOf(report, id, line, line)
        const other = anew(report, move)
        const found = locateAnnotation(place, other, otherLog)
        if (found === null) throw new Error('It was lost.')
        expect(found.endLine).toBe(found.startLine)
        expect(textOf(other, found.startLine, found.endLine).join()).toContain(place.frame?.function ?? 'a function')
      })
    )
  })

  it('is nowhere without such a frame, whatever else is alike', () => {
    const report = buildReport({ frames: ['first', 'second'], lines: ['a detail'] })
    const words = placeOf(report, id, 2, 2)
    expect(words.frame).toBeNull()
    expect(locateAnnotation(words, report, otherLog)).toBeNull()
    const frame = { ...words, frame: { function: 'third', stack: 'crash' } }
    expect(locateAnnotation(frame, report, otherLog)).toBeNull()
    expect(locateAnnotation({ ...words, frame: { function: 'first', stack: 'freed' } }, report, otherLog)).toBeNull()
  })

  it('knows a function by whatever its compiler called the part of it', () => {
    const part = buildReport({ frames: ['shrink.constprop.0'] })
    const whole = buildReport({ frames: ['shrink'], startLine: 7 })
    expect(locateAnnotation(placeOf(part, id, 1, 1), whole, otherLog)).toEqual({ startLine: 7, endLine: 7 })
  })
})
