/** Lines of the raw logs, from 1, that stand beside each other; null where a side has none. */
export type LinePair = { readonly a: number | null; readonly b: number | null }
