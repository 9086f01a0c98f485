/** `0x18`, `-0x20`, `0`. */
export const shortHex = (value: bigint): string => {
  if (value === 0n) return '0'
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`
}

/** Addresses in full width as the kernel prints them, small numbers short. */
export const addressHex = (value: bigint): string => (value < 0x10000n ? shortHex(value) : `0x${value.toString(16)}`)

/** Null for what is no number of at most 16 hex digits. */
export const parseHex = (digits: string): bigint | null =>
  /^(?:0x)?[0-9a-f]{1,16}$/i.test(digits) ? BigInt(`0x${digits.replace(/^0x/i, '')}`) : null
