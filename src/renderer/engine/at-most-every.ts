/**
 * Does something when asked, but not more often than every so many milliseconds: what is asked in a pause is done once
 * at its end. `hold` is called while something waits to be done, and what it answers after.
 */
export const atMostEvery = (
  milliseconds: number,
  act: () => void,
  hold: () => () => void
): { readonly ask: () => void; readonly stop: () => void } => {
  let pause: ReturnType<typeof setTimeout> | null = null
  let release: (() => void) | null = null
  const over = (): void => {
    pause = null
    if (!release) return
    release()
    release = null
    run()
  }
  const run = (): void => {
    act()
    pause = setTimeout(over, milliseconds)
  }
  return {
    ask: () => {
      if (pause === null) run()
      else release ??= hold()
    },
    stop: () => {
      if (pause !== null) clearTimeout(pause)
      release?.()
      release = null
    }
  }
}
