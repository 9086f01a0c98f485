/** A place that one steps through. */
export type Stop = { readonly id: string; readonly line: number }

/** The stop after the one the focus is in, else after a line; behind the last comes the first again. */
export const afterIn = <Place extends Stop>(
  stops: readonly Place[],
  line: number,
  focused: string | null
): Place | undefined => {
  const at = stops.findIndex(({ id }) => id === focused)
  return (at >= 0 ? stops[at + 1] : stops.find((stop) => stop.line > line)) ?? stops[0]
}

export const beforeIn = <Place extends Stop>(
  stops: readonly Place[],
  line: number,
  focused: string | null
): Place | undefined => {
  const at = stops.findIndex(({ id }) => id === focused)
  return (at >= 0 ? stops[at - 1] : stops.findLast((stop) => stop.line < line)) ?? stops.at(-1)
}
