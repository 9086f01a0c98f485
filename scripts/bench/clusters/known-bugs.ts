import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fingerprintOf, type Fingerprint } from '../../../src/main/cluster/fingerprint.ts'
import { parseLog } from '../../../src/main/parse/parse-log.ts'
import type { Report } from '../../../src/shared/model/report.ts'

/** A report whose bug is known. */
export type KnownReport = {
  readonly file: string
  readonly bug: string
  readonly title: string
  /** The log holds reports of several bugs, and `bug` names all of them together. */
  readonly several: boolean
  /** Days since 1970-01-01; null where the truth gives no date. */
  readonly day: number | null
  readonly report: Report
  /** The log, a character a byte. */
  readonly text: string
  readonly fingerprint: Fingerprint
}

type TruthLine = {
  readonly file: string
  readonly bug: string
  readonly title?: string
  readonly date?: string
  readonly gold?: boolean
  readonly expected_class?: string
}

const severalBugs: ReadonlySet<string> = new Set(['interleaved', 'multi-report'])

/** The first report of each log that the truth names and that counts. A log without a report is left out. */
export const readKnownBugs = (folder: string, truthFile: string): readonly KnownReport[] => {
  const lines = readFileSync(truthFile, 'utf8').split('\n').filter(Boolean)
  return lines.flatMap((line): readonly KnownReport[] => {
    // The truth file is one of ours, checked by eye; a line of another shape fails below.
    const truth: TruthLine = JSON.parse(line)
    if (truth.gold === false) return []
    const bytes = read(folder, truthFile, truth.file)
    const [report] = parseLog(bytes).reports
    if (report === undefined) return []
    const day = truth.date === undefined ? null : Date.parse(truth.date) / 86_400_000
    return [
      {
        file: basename(truth.file),
        bug: truth.bug,
        title: truth.title ?? report.title,
        several: severalBugs.has(truth.expected_class ?? ''),
        day,
        report,
        text: bytes.toString('latin1'),
        fingerprint: fingerprintOf(report)
      }
    ]
  })
}

/** The file stands in the folder, or where the truth says it is beside the truth. */
const read = (folder: string, truthFile: string, file: string): Buffer => {
  for (const path of [join(folder, basename(file)), join(folder, file), join(dirname(truthFile), file)]) {
    try {
      return readFileSync(path)
    } catch {
      // The next place.
    }
  }
  throw new Error(`${file} of the truth is not in ${folder}`)
}
