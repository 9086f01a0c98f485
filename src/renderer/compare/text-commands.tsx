import { useRef, useState, type ChangeEvent } from 'react'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import { addNotice } from '../app/window-state.ts'
import { useCommands } from '../commands/registry.ts'
import { whileBusy } from '../engine/idle.ts'
import { giveText } from './sides.ts'
import { TextDialog } from './text-dialog.tsx'
import { readLog, tooLarge, type GivenText } from './given-file.ts'
import { useWays } from './use-ways.ts'

type Props = {
  readonly corpus: CorpusId
  /** What a file or a text is compared with. */
  readonly report: ReportId
}

/** Compares a report with a file or a text that is not in the corpus, and is not put in it. */
export const TextCommands = ({ corpus, report }: Props) => {
  const ways = useWays(corpus)
  const picker = useRef<HTMLInputElement>(null)
  const [asks, setAsks] = useState(false)

  const take = ({ name, text }: GivenText): void => {
    setAsks(false)
    ways.compare({ a: report, text: giveText(name, text) })
  }
  const pick = async (file: File): Promise<void> => {
    const given = await readLog(file)
    if (given) take(given)
    else addNotice(...tooLarge(file.name))
  }
  const picked = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.currentTarget.files?.[0]
    if (file) void whileBusy(pick(file))
    // The same file can be picked again.
    event.currentTarget.value = ''
  }
  useCommands({
    'compare.with-file': { run: () => picker.current?.click() },
    'compare.with-text': { run: () => setAsks(true) }
  })
  return (
    <>
      <input ref={picker} type="file" hidden aria-label="A log to compare with" onChange={picked} />
      {asks && (
        <TextDialog
          onPick={() => picker.current?.click()}
          onText={take}
          onFile={(file) => void whileBusy(pick(file))}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  )
}
