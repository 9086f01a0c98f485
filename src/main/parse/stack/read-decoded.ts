import type { Frame, Source } from '../../../shared/model/frame.ts'
import type { Line } from '../lines/line.ts'
import { spanOf } from '../lines/place.ts'
import { isSymbol, readSource } from './symbol.ts'

/** A place that scripts/decode_stacktrace.sh could not find. */
const nowhere = '??:?'

/** What the script may have found for one frame, in characters: a place for each function that was inlined. */
const mostPlaces = 2000

/**
 * A frame as scripts/decode_stacktrace.sh writes it, where `from` is: `f (fs/a.c:12)`, `f (fs/a.h:3 fs/a.c:12
 * (discriminator 2)) module`, `f (??:?)`. The offset is gone; of several places the last is the function's own. A mail may
 * break the line within the places.
 */
export const readDecoded = (line: Line, from: number): Frame | null => {
  const { text } = line
  const reliable = !text.startsWith('? ', from)
  const start = reliable ? from : from + 2
  const blank = text.indexOf(' ', start)
  if (blank < 0 || text.charCodeAt(blank + 1) !== 40 || text.length - blank > mostPlaces) return null
  const close = text.lastIndexOf(')')
  const places = text.slice(blank + 2, close < 0 ? text.length : close).split(' ')
  let source: Source | null = null
  let known = false
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? ''
    if (place === '' || place === '(discriminator') {
      if (place !== '') at += 1
      continue
    }
    source = readSource(place)
    if (source === null && place !== nowhere) return null
    known = true
  }
  const module = close < 0 ? '' : text.slice(close + 1).trim()
  if (!known || !isSymbol(text, start, blank, false) || !/^(?:(?!\d{1,20}$)[A-Za-z\d][\w-]{0,63})?$/.test(module))
    return null
  return {
    function: text.slice(start, blank),
    offset: null,
    size: null,
    module: module === '' ? null : module,
    buildId: null,
    source,
    address: null,
    reliable,
    inlined: [],
    span: spanOf(line)
  }
}
