/**
 * What a printed value of 32 or 64 bits can tell without the kernel it is from. A literal means the same in every
 * report; a pointer is another one in each boot.
 */
export type ValueClass = 'literal' | 'pointer'

/** Smaller values are counts, sizes, offsets from NULL and flags: mmap_min_addr of most kernels (mm/Kconfig). */
const smallest = 0x10000

/** Patterns of include/linux/poison.h, and dead000000000100 of lists: they tell of freed or never written memory. */
const poison = /^(?:dead0{6,10}[0-9a-f]{2,4}|(?:6b){4,8}|(?:5a){4,8}|(?:a5){4,8}|(?:cc){4,8}|(?:bb){4,8}|(?:aa){4,8})$/

/** KASAN's shadow of the first pages on x86_64: `dffffc0000000003` is 0x18 (arch/x86/include/asm/kasan.h). */
const nearShadow = /^dffffc000000(?!0000)[0-9a-f]{4}$/

/** Digits in lower case, without `0x` and leading zeros; `0` is the empty string. */
export const bareDigits = (digits: string): string => {
  let at = digits.startsWith('0x') || digits.startsWith('0X') ? 2 : 0
  while (at < digits.length && digits.charCodeAt(at) === 48) at += 1
  return digits.slice(at).toLowerCase()
}

export const valueClassOf = (bare: string): ValueClass => {
  if (bare.length <= 4) return 'literal'
  if (bare.length <= 5 && Number.parseInt(bare, 16) < smallest) return 'literal'
  // -4095 to -1: an error number (include/linux/err.h, MAX_ERRNO).
  if (/^f{13}[0-9a-f]{3}$/.test(bare) || /^f{5}[0-9a-f]{3}$/.test(bare)) return 'literal'
  return poison.test(bare) || nearShadow.test(bare) ? 'literal' : 'pointer'
}

/** Only kernel pointers tell which object it is: user space has what it likes at its addresses. */
export const isKernelPointer = (bare: string): boolean =>
  bare.length === 16 ? bare.startsWith('ffff') : bare.length === 8 && bare.charCodeAt(0) >= 56
