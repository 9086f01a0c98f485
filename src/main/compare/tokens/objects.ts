/** Which pointer of one report is which of the other, and what both are called. */
export type Objects = {
  /**
   * What stands at the same place is one object, until a place says otherwise: then one object has become two, or two
   * one, and the answer is false.
   */
  readonly bind: (a: string, b: string) => boolean
  /** `ptr A`: objects that are one have one name. */
  readonly nameOfA: (pointer: string) => string
  readonly nameOfB: (pointer: string) => string
}

/** A, B, ..., Z, AA, AB, ... */
export const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

export const createObjects = (): Objects => {
  const ofA = new Map<string, string>()
  const ofB = new Map<string, string>()
  const namesA = new Map<string, string>()
  const namesB = new Map<string, string>()
  let count = 0
  const next = (): string => `ptr ${letters(count++)}`
  const named = (names: Map<string, string>, pointer: string): string => {
    const name = names.get(pointer) ?? next()
    names.set(pointer, name)
    return name
  }
  return {
    bind: (a, b) => {
      const [knownB, knownA] = [ofA.get(a), ofB.get(b)]
      if (knownB !== undefined || knownA !== undefined) return knownB === b && knownA === a
      ofA.set(a, b)
      ofB.set(b, a)
      namesB.set(b, named(namesA, a))
      return true
    },
    nameOfA: (pointer) => named(namesA, pointer),
    nameOfB: (pointer) => named(namesB, pointer)
  }
}
