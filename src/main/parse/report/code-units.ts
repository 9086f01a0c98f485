/** Bytes of x86, halfwords and words of the others, a word that could not be read. */
const unitPattern = /^(?:[0-9a-f]{2}|[0-9a-f]{4}|[0-9a-f]{8}|XXXXXXXX)$/

const isBlank = (code: number): boolean => code === 32 || code === 9

const isHex = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 102)

/**
 * The units of a `Code:` line from `from` on, without the marks of the trapping one, `<0f>` or `(e7f001f2)`, which `trap`
 * is the index of. Null where something else stands among them.
 */
export const readCodeUnits = (
  text: string,
  from: number
): { readonly units: readonly string[]; readonly trap: number | null } | null => {
  const units: string[] = []
  let trap: number | null = null
  let at = from
  while (at < text.length) {
    if (isBlank(text.charCodeAt(at))) {
      at += 1
      continue
    }
    const start = at
    while (at < text.length && !isBlank(text.charCodeAt(at))) at += 1
    const unit = text.slice(start, at)
    // Nearly all are bytes of x86.
    if (unit.length === 2 && isHex(unit.charCodeAt(0)) && isHex(unit.charCodeAt(1))) {
      units.push(unit)
      continue
    }
    if (trap === null && (unit.startsWith('<') || unit.startsWith('('))) trap = units.length
    const plain = unit.replaceAll(/[<>()]/g, '')
    if (!unitPattern.test(plain)) return null
    units.push(plain)
  }
  return units.length === 0 ? null : { units, trap }
}
