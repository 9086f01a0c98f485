/** A line of registers without its values: lines of one slot name the same registers in the same order. */
export const registerSlot = (key: string): string =>
  key.replaceAll(/[\ue000-\ue0ff]|(?<![\w])(?:0x)?[0-9a-f]{4,16}(?![\w])/g, '*').replaceAll(/\s+/g, ' ')
