import type { ExportPlan } from './plan.ts'

/** Octets of a preview. */
const previewBytes = 64 * 1024

/** The beginning of the file, of whole lines where it has any; `whole` where that is all of it. */
export const previewOf = async ({
  pieces
}: ExportPlan): Promise<{ readonly text: string; readonly whole: boolean }> => {
  let text = ''
  for await (const piece of pieces()) {
    text += piece.text
    if (text.length > previewBytes) break
  }
  const bytes = Buffer.from(text)
  if (bytes.length <= previewBytes) return { text, whole: true }
  const end = bytes.lastIndexOf(0x0a, previewBytes - 1) + 1
  // Within a line of its own a character may be cut: what is left of it is dropped.
  const kept = end > 0 ? bytes.subarray(0, end) : bytes.subarray(0, previewBytes)
  return { text: kept.toString().replace(/\ufffd+$/, ''), whole: false }
}

/** Characters that are handed on at once. */
const handedOn = 256 * 1024

/** The same pieces, small ones joined and large ones cut, so that a file of many small buckets is few messages. */
export async function* inHandyPieces(
  pieces: AsyncGenerator<{ readonly text: string; readonly done: number }>
): AsyncGenerator<{ readonly text: string; readonly done: number }> {
  let waiting = ''
  let done = 0
  for await (const piece of pieces) {
    waiting += piece.text
    done = piece.done
    while (waiting.length >= handedOn) {
      // A character of two units stays whole.
      const splits = /[\ud800-\udbff]/.test(waiting[handedOn - 1] ?? '')
      const end = splits ? handedOn - 1 : handedOn
      yield { text: waiting.slice(0, end), done }
      waiting = waiting.slice(end)
    }
  }
  if (waiting !== '') yield { text: waiting, done }
}
