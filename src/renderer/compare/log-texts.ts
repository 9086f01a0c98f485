import type { ComparedLogSide, ComparedPair, ComparedSide } from '../../shared/model/comparison.ts'
import { success, type Result } from '../../shared/model/result.ts'
import type { Client, MethodFailure } from '../../shared/protocol/client.ts'
import type { InputOf } from '../../shared/protocol/methods.ts'
import { createLongText, type LongText } from '../editor/long-text.ts'
import { keepRead } from './side-lines.ts'

/** The text of a log, its lines, and what the editor makes of it; some MiB. */
export type LogText = { readonly text: string; readonly lines: readonly string[]; readonly taken: LongText }

/** Puts a text together of its pieces, and looks through each as it comes, for all at once is felt. */
export const createTextReceiver = (): { readonly take: (piece: string) => void; readonly end: () => LogText } => {
  const pieces: string[] = []
  const lines: string[] = []
  const builder = createLongText()
  let rest = ''
  return {
    take: (piece) => {
      pieces.push(piece)
      builder.take(piece)
      const parts = (rest + piece).split('\n')
      rest = parts.pop() ?? ''
      for (const line of parts) lines.push(line)
    },
    end: () => {
      lines.push(rest)
      return { text: pieces.join(''), lines, taken: builder.end() }
    }
  }
}

/** The texts of the two logs that are compared: logs never change, so none is sent again while it is shown. */
export type HeldTexts = Map<string, LogText>

const sideOf = ({ name, row, report }: ComparedLogSide, log: LogText): ComparedSide => {
  const side = { name, row, report, firstLine: 1, text: log.text }
  keepRead(side, log)
  return side
}

/** Two logs that are compared, and whether one goes on behind what is compared. */
export type ComparedLogs = { readonly pair: ComparedPair; readonly cut: boolean }

type Asked = {
  readonly sides: InputOf<'compare.logs'>['sides']
  /** What tells the texts apart, without their letters. */
  readonly keys: { readonly a: string; readonly b: string }
}

/** Asks for a comparison of two whole logs, and for those of their texts that are not held. */
export const compareLogs = async (
  client: Client,
  texts: HeldTexts,
  { sides, keys }: Asked,
  signal: AbortSignal
): Promise<Result<ComparedLogs, MethodFailure<'compare.logs'>>> => {
  const held = { a: texts.get(keys.a), b: texts.get(keys.b) }
  const received = { a: createTextReceiver(), b: createTextReceiver() }
  const answer = await client.call(
    'compare.logs',
    { sides, texts: (['a', 'b'] as const).filter((side) => held[side] === undefined) },
    { signal, onProgress: ({ side, text }) => received[side].take(text) }
  )
  if (!answer.ok) return answer
  const { a, b, comparison, verdict } = answer.value
  const [textA, textB] = [held.a ?? received.a.end(), held.b ?? received.b.end()]
  texts.clear()
  texts.set(keys.a, textA).set(keys.b, textB)
  return success({
    pair: { a: sideOf(a, textA), b: sideOf(b, textB), comparison, verdict },
    cut: a.cut || b.cut
  })
}
