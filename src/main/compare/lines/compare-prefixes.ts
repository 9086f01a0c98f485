import type { Change, NoiseClass } from '../../../shared/model/comparison.ts'

type Part = { readonly start: number; readonly end: number; readonly noise: NoiseClass; readonly text: string }

/** Caller of CONFIG_PRINTK_CALLER, and anything with a time in it. */
const pieces = /\[ *[TC]\d{1,10}\]|\[[^\]]{0,40}\d[^\]]{0,40}\]|\d[\d:.T+-]{5,40}Z?|[^\s[\d]+|\S/g
const caller = /^\[ *[TC]\d/

const partsOf = (prefix: string): readonly Part[] =>
  [...prefix.matchAll(pieces)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    noise: caller.test(match[0]) ? 'caller' : /\d[.:]\d/.test(match[0]) ? 'timestamp' : 'prefix',
    text: match[0]
  }))

const wholeOf = (text: string): Change['a'] => (text === '' ? null : { start: 0, end: text.length })

/** What printk itself puts there: most prefixes are no more. */
const printk = /^(\[ {0,12}\d{1,10}\.\d{6}\])(\[ {0,12}[TC]\d{1,10}\])? ?$/

const behind = (from: string, text: string): Change['a'] => ({ start: from.length, end: from.length + text.length })

/** The changes of two prefixes of printk; null where one of them is another's. */
const ofPrintk = (a: string, b: string): readonly Change[] | null => {
  const [left, right] = [printk.exec(a), printk.exec(b)]
  const [time, caller] = [left?.[1], left?.[2]]
  const [otherTime, otherCaller] = [right?.[1], right?.[2]]
  if (time === undefined || otherTime === undefined || (caller === undefined) !== (otherCaller === undefined))
    return null
  const changes: Change[] = []
  if (time !== otherTime) {
    changes.push({ noise: 'timestamp', a: { start: 0, end: time.length }, b: { start: 0, end: otherTime.length } })
  }
  if (caller !== otherCaller && caller !== undefined && otherCaller !== undefined) {
    changes.push({ noise: 'caller', a: behind(time, caller), b: behind(otherTime, otherCaller) })
  }
  return changes
}

/** What consoles and log tools put in front of a line is noise all through; of which class depends on what it looks like. */
export const comparePrefixes = (a: string, b: string): readonly Change[] => {
  if (a === b) return []
  const known = ofPrintk(a, b)
  if (known !== null) return known
  const [left, right] = [partsOf(a), partsOf(b)]
  const alike = left.length === right.length && left.every((part, index) => part.noise === right[index]?.noise)
  if (!alike) {
    return [{ noise: 'prefix', a: wholeOf(a), b: wholeOf(b) }]
  }
  return left.flatMap((part, index): Change[] => {
    const other = right[index]
    if (other === undefined || other.text === part.text) return []
    return [{ noise: part.noise, a: { start: part.start, end: part.end }, b: { start: other.start, end: other.end } }]
  })
}
