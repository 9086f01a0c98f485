/** Calls `end` once nobody has been there for `after` ms; `clients` counts those who are there now. */
export const createIdleEnd = (
  after: number,
  clients: () => number,
  end: () => void
): { readonly touch: () => void; readonly stop: () => void } => {
  let last = performance.now()
  const check = setInterval(
    () => {
      if (clients() > 0) last = performance.now()
      if (performance.now() - last >= after) end()
    },
    Math.min(after, 60_000)
  )
  check.unref()
  return {
    touch: () => {
      last = performance.now()
    },
    stop: () => clearInterval(check)
  }
}
