/** Widths of panes in pixels, as people set them. Shares would grow and shrink with every window they are shown in. */
const keyOf = (split: string, side: string): string => `oopsdesk.pane.${split}.${side}`

/** The width a pane was given last; `usual` where it never was, or where what is kept is no width. */
export const paneWidth = (storage: Pick<Storage, 'getItem'>, split: string, side: string, usual: number): number => {
  const kept = Number(storage.getItem(keyOf(split, side)) ?? Number.NaN)
  return Number.isFinite(kept) && kept > 0 ? kept : usual
}

export const keepPaneWidth = (
  storage: Pick<Storage, 'setItem'>,
  split: string,
  side: string,
  width: number | undefined
): void => {
  if (width !== undefined && width > 0) storage.setItem(keyOf(split, side), String(Math.round(width)))
}
