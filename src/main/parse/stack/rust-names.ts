/**
 * Names of Rust functions as people write them, from what the compiler made of them: `_RNvMs3_NtCs…_4demo5thingNtB5_5Thing3run`
 * is `<demo::thing::Thing>::run`. Grammar: https://doc.rust-lang.org/rustc/symbol-mangling/v0.html; the older scheme
 * is that of C++ with a hash at the end.
 */

/** Deeper than this is no name that a compiler made. */
const deepest = 64
const longest = 2000

const basicTypes: Readonly<Record<string, string>> = {
  a: 'i8',
  b: 'bool',
  c: 'char',
  d: 'f64',
  e: 'str',
  f: 'f32',
  h: 'u8',
  i: 'isize',
  j: 'usize',
  l: 'i32',
  m: 'u32',
  n: 'i128',
  o: 'u128',
  p: '_',
  s: 'i16',
  t: 'u16',
  u: '()',
  v: '...',
  x: 'i64',
  y: 'u64',
  z: '!'
}

/** Thrown inside only: the text is not of the grammar. */
class NotMangled extends Error {}

const demangleNew = (text: string): string => {
  let at = 0
  let depth = 0

  const next = (): string => {
    const character = text[at]
    if (character === undefined) throw new NotMangled()
    at += 1
    return character
  }
  const eat = (character: string): boolean => {
    if (text[at] !== character) return false
    at += 1
    return true
  }
  const base62 = (): number => {
    if (eat('_')) return 0
    let value = 0
    for (let character = next(); character !== '_'; character = next()) {
      const digit = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(character)
      if (digit < 0) throw new NotMangled()
      value = value * 62 + digit
      if (value > text.length * 62) value = text.length * 62
    }
    return value + 1
  }
  const identifier = (): { readonly name: string; readonly index: number } => {
    const index = eat('s') ? base62() + 1 : 0
    const puny = eat('u')
    const digits = /^\d{1,4}/.exec(text.slice(at, at + 4))
    if (digits === null) throw new NotMangled()
    at += digits[0].length
    eat('_')
    const name = text.slice(at, at + Number(digits[0]))
    if (name.length !== Number(digits[0]) || puny) throw new NotMangled()
    at += name.length
    return { name, index }
  }
  /** What was written before, told by its place. */
  const again = (read: () => string): string => {
    const from = at - 1
    const target = base62()
    if (target >= from) throw new NotMangled()
    const after = at
    at = target
    const value = read()
    at = after
    return value
  }
  const nested = <Value>(read: () => Value): Value => {
    depth += 1
    if (depth > deepest) throw new NotMangled()
    const value = read()
    depth -= 1
    return value
  }
  const until = (end: string, read: () => string): string[] => {
    const parts: string[] = []
    while (!eat(end)) parts.push(read())
    return parts
  }
  const constant = (): string => {
    if (eat('p')) return '_'
    next()
    const value = /^n?[0-9a-f]{0,32}_/.exec(text.slice(at, at + 40))
    if (value === null) throw new NotMangled()
    at += value[0].length
    return `0x${value[0].slice(0, -1)}`
  }
  const lifetime = (): void => void base62()
  const argument = (): string => {
    if (eat('L')) {
      lifetime()
      return "'_"
    }
    return eat('K') ? constant() : type()
  }
  const implPath = (): void => {
    if (eat('s')) base62()
    path()
  }
  const path = (): string =>
    nested(() => {
      const tag = next()
      if (tag === 'C') return identifier().name
      if (tag === 'N') {
        const space = next()
        const outer = path()
        const { name, index } = identifier()
        if (space === 'C') return `${outer}::{closure#${index}}`
        if (space === 'S') return `${outer}::{shim#${index}}`
        return name === '' ? outer : `${outer}::${name}`
      }
      if (tag === 'M') {
        implPath()
        return `<${type()}>`
      }
      if (tag === 'X') {
        implPath()
        return `<${type()} as ${path()}>`
      }
      if (tag === 'Y') return `<${type()} as ${path()}>`
      if (tag === 'I') return `${path()}::<${until('E', argument).join(', ')}>`
      if (tag === 'B') return again(path)
      throw new NotMangled()
    })
  const type = (): string =>
    nested(() => {
      const tag = next()
      const basic = basicTypes[tag]
      if (basic !== undefined) return basic
      if (tag === 'A') return `[${type()}; ${constant()}]`
      if (tag === 'S') return `[${type()}]`
      if (tag === 'T') return `(${until('E', type).join(', ')})`
      if (tag === 'R' || tag === 'Q') {
        if (eat('L')) lifetime()
        return `${tag === 'R' ? '&' : '&mut '}${type()}`
      }
      if (tag === 'P') return `*const ${type()}`
      if (tag === 'O') return `*mut ${type()}`
      if (tag === 'B') return again(type)
      at -= 1
      return path()
    })

  if (/^\d/.test(text)) throw new NotMangled()
  const name = path()
  if (name.length > longest) throw new NotMangled()
  return name
}

const demangleOld = (text: string): string => {
  const parts: string[] = []
  let at = 0
  while (text[at] !== 'E') {
    const digits = /^\d{1,4}/.exec(text.slice(at, at + 4))
    if (digits === null) throw new NotMangled()
    at += digits[0].length
    parts.push(text.slice(at, at + Number(digits[0])))
    at += Number(digits[0])
    if (at >= text.length) throw new NotMangled()
  }
  if (!/^h[0-9a-f]{16}$/.test(parts.pop() ?? '')) throw new NotMangled()
  return parts
    .join('::')
    .replaceAll('$LT$', '<')
    .replaceAll('$GT$', '>')
    .replaceAll('..', '::')
    .replaceAll('$u20$', ' ')
}

/** The name itself where it is none that rustc mangled. */
export const rustName = (name: string): string => {
  try {
    if (name.startsWith('_R') && name.length > 4) return demangleNew(name.slice(2))
    if (name.startsWith('_ZN')) return demangleOld(name.slice(3))
  } catch (error) {
    if (!(error instanceof NotMangled)) throw error
  }
  return name
}
