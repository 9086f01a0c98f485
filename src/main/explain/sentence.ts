import type { Claim } from '../../shared/model/explanation.ts'
import type { Said } from './families/family.ts'
import { families } from './families/families.ts'
import { claim, crashStack, placeOf, sourceText, type Place, type Reading } from './reading.ts'

/** `6.15-rc7` of `6.15.0-rc7-syzkaller-00142-g4856ebd99715`: what people call the release. */
export const shortRelease = (release: string): string => {
  const match = /^(\d{1,3}\.\d{1,3})(\.\d{1,4})?(-rc\d{1,3})?/.exec(release)
  if (match === null) return release
  return match[2] === '.0' && match[3] !== undefined ? `${match[1]}${match[3]}` : match[0]
}

/** Where the kernel's instruction pointer stood. */
const trapPlace = ({ report, code }: Reading): Place | null => {
  const set =
    code?.set ??
    report.registers.find(({ mode, repeat, instruction }) => mode !== 'user' && !repeat && instruction !== null)
  return set?.instruction == null || set.mode === 'user' ? null : placeOf(set.instruction)
}

/** The function of the title, where its line or the crash's own trace has it. */
const titlePlace = ({ report, header }: Reading): Place | null => {
  const { frame } = report
  const inHeader =
    header === null
      ? null
      : / in ([\w.]{1,128})(?:\+0x[0-9a-f]+\/0x[0-9a-f]+)?(?: ([\w./-]{1,200}):(\d{1,7}))?/.exec(header.text)
  const named = inHeader?.[1]
  if (header !== null && inHeader !== null && named !== undefined && (named === frame || inHeader[0].includes('+0x'))) {
    const file = inHeader[2]
    return {
      function: named,
      source: file === undefined ? null : { file, line: Number(inHeader[3]) },
      lines: [header.line]
    }
  }
  if (frame === null) return null
  for (const each of crashStack(report)?.frames ?? []) {
    const inner = each.inlined.find((inline) => inline.function === frame)
    if (inner !== undefined) return { function: frame, source: inner.source, lines: [inner.span.line] }
    if (each.function === frame) return { function: frame, source: each.source, lines: [each.span.line] }
  }
  return null
}

const placeIn = (reading: Reading, place: Said['place']): Place | null => {
  if (place === null || typeof place === 'object') return place
  return place === 'trap' ? (trapPlace(reading) ?? titlePlace(reading)) : titlePlace(reading)
}

const functionIn = (place: Place, what: string): string => {
  const source = place.source === null ? null : sourceText(place.source)
  // The header of BUG and WARNING has said the place already.
  const comma = /:\d+$/.test(what) ? '' : ','
  return `${comma} in ${place.function}()${source === null || what.includes(source) ? '' : ` at ${source}`}`
}

/** The function that the community blames, where the CPU stood in a helper that it called. */
const callerIn = (
  { report }: Reading,
  place: Place | null
): { readonly text: string; readonly lines: readonly number[] } | null => {
  const stack = crashStack(report)
  if (place === null || stack === null || report.frame === null || report.frame === place.function) return null
  if (
    place.lines.some((line) =>
      stack.frames.some(({ span, function: name }) => span.line === line && name === report.frame)
    )
  )
    return null
  // A handler on top of the interrupted function did not call it.
  const from = stack.frames.findIndex(({ function: name }) => name === place.function) + 1
  const caller = stack.frames
    .slice(from)
    .find(
      (frame) =>
        frame.reliable &&
        (frame.function === report.frame || frame.inlined.some((inline) => inline.function === report.frame))
    )
  return caller === undefined ? null : { text: `, called from ${report.frame}()`, lines: [caller.span.line] }
}

const told = (reading: Reading): Said | null => {
  for (const family of families) {
    const said = family(reading)
    if (said !== null) return said
  }
  const { header } = reading
  if (header === null) return null
  const text = header.text
    .replace(/\s{2,}/g, ' ')
    .replace(/[\s.:!]+$/, '')
    .slice(0, 200)
  return text.length < 10 ? null : { what: text, lines: [header.line], place: 'title' }
}

/** The crash in one sentence: what, where, whose task, which kernel. */
export const sentenceOf = (
  reading: Reading
): { readonly sentence: Claim | null; readonly claims: readonly Claim[] } => {
  const said = told(reading)
  if (said === null) return { sentence: null, claims: [] }
  const { facts } = reading.report
  const found = placeIn(reading, said.place)
  const place = found !== null && said.what.includes(`${found.function}()`) ? null : found
  const caller = callerIn(reading, place)
  const task =
    said.task === undefined
      ? facts.command === null
        ? null
        : { name: facts.command.value, line: facts.command.span.line }
      : said.task
  const text = [
    said.what,
    place === null ? '' : functionIn(place, said.what),
    caller?.text ?? '',
    said.tail ?? '',
    task === null || task.name === '' ? '' : `, task ${task.name}`,
    facts.kernel === null ? '' : `, kernel ${shortRelease(facts.kernel.value)}`
  ].join('')
  const lines = [
    ...said.lines,
    ...(place?.lines ?? []),
    ...(caller?.lines ?? []),
    ...(task === null ? [] : [task.line]),
    ...(facts.kernel === null ? [] : [facts.kernel.span.line])
  ]
  return { sentence: claim('crash', text, lines), claims: said.claims ?? [] }
}
