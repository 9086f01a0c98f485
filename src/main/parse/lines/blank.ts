/** The blanks that stand within a line. */
export const isBlank = (code: number): boolean => code === 32 || code === 9
