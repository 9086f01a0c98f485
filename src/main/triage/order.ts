type Dated = { readonly act: string; readonly time: number }

/** The order of acts that is the same in every corpus: the oldest first. */
export const compareActs = (a: Dated, b: Dated): number =>
  a.time - b.time || (a.act < b.act ? -1 : a.act > b.act ? 1 : 0)
