import { nameWeight } from './weights.ts'

const numbers = new Map<string, number>()
const weights: number[] = []

/**
 * A number for each name that was ever met, so that names are compared as fast as numbers. Which one it is depends on
 * what was met before: nothing may rest on it but that the same name has the same number.
 */
export const nameNumber = (name: string): number => {
  const known = numbers.get(name)
  if (known !== undefined) return known
  const number = weights.push(nameWeight(name)) - 1
  numbers.set(name, number)
  return number
}

/** `nameWeight` of the name with a number. */
export const numberWeight = (number: number): number => weights[number] ?? 0
