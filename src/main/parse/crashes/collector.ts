import { mostReportsOfLog, type ParsedLog, type Report } from '../../../shared/model/report.ts'
import { findHeader, headerWords, isConsequence, isTail } from '../families/families.ts'
import type { LogHistory } from '../history/log-history.ts'
import { type Line, toLine } from '../lines/line.ts'
import type { Mark } from '../lines/mark-line.ts'
import type { RawLine } from '../lines/split-lines.ts'
import { buildReport } from '../report/build-report.ts'
import { moreModules } from '../report/lines/machine.ts'
import { bootMark, endMark, headerMark, otherCpusMark, suppressionMark, tearingMark } from '../telling-words.ts'
import {
  inModules,
  isInterrupted,
  isQuiet,
  isSameHeader,
  isToldAgain,
  mostBareLines,
  type OpenCrash,
  quietLines,
  understood
} from './open-crash.ts'
import { isLostConsole, isSuppression } from './suppressed.ts'

/** Lines kept of one report; the bytes of what comes beyond count to it, its text is left out. */
const mostLinesOfReport = 20_000
/** Messages kept before a crash, and how far back they are looked for. */
const contextLines = 5
const lookBack = 64
/** So many lines after the last look, a crash without an end is looked at for whether anything still belongs to it. */
const checkEvery = 256

type CrashCollector = {
  readonly take: (line: RawLine, marks: Mark) => void
  readonly end: () => Pick<ParsedLog, 'reports' | 'omitted'>
}

/** What firmware, boot loaders and the unpacker of the kernel say before the kernel does. */
const firmware =
  /BIOS|GRUB|iPXE|U-Boot|OpenSBI|\bEFI\b|UEFI|ROM|Boot|boot|Loading|Decompress|decompress|uncompress|Uncompress|KASLR|early console|ELF|relocation|EDD|Starting kernel|Press |RAM|^[^A-Za-z]*$/

/** The banner at the start of a kernel's own time; a debugger shows it without (arch/powerpc/xmon/xmon.c). */
const bootStart = /\[ {0,12}0\.0{6}\].{0,40}Linux version \d/

/** A boot is unexpected where something had run before: not where only firmware had spoken, or nobody. */
const isFirstBoot = (text: string, before: readonly RawLine[]): boolean =>
  text.startsWith('Booting the kernel.') && before.every((line) => firmware.test(line.text))

/**
 * Sorts lines to crashes: where one starts, which lines belong to it, where it ends. `onHeader` hears of the first line
 * of each and of what it says.
 */
export const createCrashCollector = (
  history: LogHistory,
  onHeader: (line: RawLine, text: string) => void = () => undefined
): CrashCollector => {
  const reports: Report[] = []
  const open = new Map<string, OpenCrash>()
  const recent: RawLine[] = []
  /** Last line that went into a report, by caller: context never reaches back into it. */
  const taken = new Map<string, number>()
  let omitted = 0
  let suppressed = false
  let panicked = false

  const close = (crash: OpenCrash): void => {
    open.delete(crash.caller)
    const { interrupted } = crash
    if (interrupted !== null) add(interrupted, crash.lines.slice(crash.header))
    add(crash, [])
  }

  /** `borrowed` tells what its own lines do not come to. */
  const add = (crash: OpenCrash, borrowed: readonly Line[]): void => {
    // Whose end was told was not lost; it may come after lines of others that were printed behind it.
    const built = buildReport({ ...crash, borrowed, lost: crash.lost && !crash.ended }, history)
    if (built === null) return
    if (reports.length >= mostReportsOfLog) {
      omitted += 1
      const last = reports[reports.length - 1]
      if (last !== undefined && built.report.endByte > last.endByte) {
        reports[reports.length - 1] = { ...last, endByte: built.report.endByte, endLine: built.report.endLine }
      }
      return
    }
    const cut = crash.cut
    const report = cut === null ? built.report : { ...built.report, endByte: cut.endByte, endLine: cut.line }
    reports.push(report)
    taken.set(crash.caller, report.endLine)
  }

  const contextOf = (header: Line): Line[] => {
    const context: Line[] = []
    const from = taken.get(header.caller) ?? 0
    for (let index = recent.length - 1; index >= 0 && context.length < contextLines; index -= 1) {
      const raw = recent[index]
      if (raw === undefined || raw.line <= from) break
      if (raw.line >= header.line) continue
      const line = toLine(raw)
      if (line.caller === header.caller && line.text.trim() !== '') context.unshift(line)
    }
    return context
  }

  const start = (line: Line, text: string, interrupted: OpenCrash | null = null): void => {
    const context = contextOf(line)
    open.set(line.caller, {
      caller: line.caller,
      lines: [...context, line],
      header: context.length,
      headerText: text,
      otherCpus: false,
      ended: false,
      mayBeTorn: false,
      lost: false,
      interrupted,
      sinceCheck: 0,
      cut: null
    })
  }

  const append = (crash: OpenCrash, line: Line, marks: Mark): void => {
    if (crash.lines.length >= mostLinesOfReport) {
      if (understood(line)) crash.cut = line
      else crash.sinceCheck += 1
      if (crash.sinceCheck > checkEvery) close(crash)
      return
    }
    crash.lines.push(line)
    // Of a line whose text is not that of its bytes, they tell nothing.
    if ((marks & (otherCpusMark | endMark | tearingMark)) !== 0 || line.textByte < 0) {
      crash.mayBeTorn = true
      if (line.text.includes('Sending NMI')) crash.otherCpus = true
      if (line.text.includes('---[ end trace')) crash.ended = true
    }
    crash.sinceCheck += 1
    if (crash.sinceCheck < checkEvery) return
    crash.sinceCheck = 0
    if (crash.lines.slice(-checkEvery).every((entry) => !understood(entry))) close(crash)
  }

  /** Of what was copied the first line often lacks what stands in front of the others. */
  const adoptBare = (line: Line): OpenCrash | undefined => {
    const bare = open.get('')
    if (bare === undefined || bare.lines.length > bare.header + mostBareLines || !understood(line)) return undefined
    open.delete('')
    const adopted = { ...bare, caller: line.caller }
    open.set(line.caller, adopted)
    return adopted
  }

  const ownerOf = (line: Line): OpenCrash | undefined => {
    const own = open.get(line.caller)
    if (own !== undefined) return own
    if (line.caller === '') {
      const timed = open.get('console')
      const trimmed = line.text.trim()
      if (timed === undefined || trimmed === '') return undefined
      // printk puts a time only before the first line of a message that holds several, a terminal only where one begins.
      return understood(line) || (inModules(timed) && moreModules.test(trimmed)) ? timed : undefined
    }
    const first = open.get('')?.lines.at(-1)
    // Where lines say who printed them, only what follows at once is known to be of the same.
    if (line.caller === 'console' || first?.line === line.line - 1) {
      const bare = adoptBare(line)
      if (bare !== undefined) return bare
    }
    if (!line.caller.startsWith('C')) return undefined
    for (const crash of open.values()) if (crash.otherCpus) return crash
    return undefined
  }

  const remember = (raw: RawLine): void => {
    recent.push(raw)
    if (recent.length > lookBack * 2) recent.splice(0, lookBack)
  }

  return {
    take: (raw, marks) => {
      if ((marks & suppressionMark) !== 0) {
        suppressed ||= isSuppression(raw.text)
        // One that was told long ago was not on its way any more.
        if (isLostConsole(raw.text))
          for (const crash of open.values()) crash.lost ||= raw.line - (crash.lines.at(-1)?.line ?? 0) <= quietLines
      }
      // What a kernel says from its start on is of no crash of the one before.
      if ((marks & bootMark) !== 0 && bootStart.test(raw.text)) for (const crash of open.values()) close(crash)
      const mayBeHeader = (marks & headerMark) !== 0 && headerWords.test(raw.text)
      if (!mayBeHeader && open.size === 0) {
        remember(raw)
        return
      }
      let line = toLine(raw)
      if (mayBeHeader) {
        if (line.text.includes('Kernel panic - not syncing')) panicked = true
        let text = findHeader(line.text)
        if (text === null) {
          const glued = toLine(raw, 0)
          if (glued.text !== line.text) {
            text = findHeader(glued.text)
            if (text !== null) line = glued
          }
        }
        if (text !== null && isFirstBoot(text, recent)) text = null
        if (text !== null) {
          const owner = ownerOf(line)
          const [caller, heard] = [line.caller, text]
          const told = [...open.values()].find((crash) => isToldAgain(crash, caller, heard))
          if (told !== undefined) {
            append(told, line, marks)
            return
          }
          if (
            owner !== undefined &&
            (isConsequence(text, owner.headerText, owner.ended || isQuiet(owner)) || isSameHeader(owner, text))
          ) {
            // What follows is told to its own end; a panic is the last word.
            owner.ended = text.startsWith('Kernel panic')
            append(owner, line, marks)
            return
          }
          if (owner === undefined && isTail(text) && (open.size > 0 || reports.length > 0)) {
            const latest = [...open.values()].at(-1)
            if (latest !== undefined) append(latest, line, marks)
            return
          }
          onHeader(raw, text)
          const own = open.get(line.caller)
          if (own !== undefined) {
            if (isInterrupted(own)) {
              taken.set(own.caller, own.lines.at(-1)?.line ?? 0)
              start(line, text, own)
              return
            }
            const lines = own.lines
            close(own)
            // Lines that the closed report did not take may be what led to the next.
            const from = taken.get(line.caller) ?? 0
            const left = lines.filter((entry) => entry.line > from).slice(-contextLines)
            start(line, text)
            const opened = open.get(line.caller)
            if (opened !== undefined && left.length > 0) {
              opened.lines.splice(0, opened.header, ...left)
              opened.header = left.length
            }
            return
          }
          start(line, text)
          return
        }
      }
      const owner = ownerOf(line)
      if (owner === undefined) remember(raw)
      else append(owner, line, marks)
    },
    end: () => {
      // Deleting the entry at hand while a Map is walked is safe (ECMA-262, 24.1.3.5).
      for (const crash of open.values()) close(crash)
      const inOrder = reports
        .sort((a, b) => a.startByte - b.startByte)
        .map((report) => (suppressed || panicked ? { ...report, suppressed, panicked } : report))
      return { reports: inOrder, ...(omitted > 0 ? { omitted } : {}) }
    }
  }
}
