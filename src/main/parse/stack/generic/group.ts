/** Functions that are generic for one reason. A name that ends in `*` stands for all that start so. */
export type Group = { readonly why: string; readonly names: readonly string[] }

export const words = (text: string): readonly string[] => text.trim().split(/\s+/)
