/** Counts what is under way: calls, timers that will write, parts being loaded. */
let busy = 0
let lastChange = 0

/** Marks work as under way until what it answers is called, once. */
export const holdBusy = (): (() => void) => {
  busy++
  lastChange++
  let held = true
  return () => {
    if (!held) return
    held = false
    busy--
    lastChange++
  }
}

export const whileBusy = async <Value>(work: Promise<Value>): Promise<Value> => {
  const release = holdBusy()
  try {
    return await work
  } finally {
    release()
  }
}

/** A part of the window that waits for its code, or for its first answer, says so itself. */
const waitingParts = (): boolean => document.querySelector('[aria-busy=true]') !== null

/** After React has drawn what was set, and effects of that drawing ran. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0))))

/**
 * Waits until nothing is under way and what came of it is drawn: no call to the engine (but for the streams that last,
 * `corpus.watch` and `imports.follow`), no note waiting to be saved, no filter waiting for the next key, no part of
 * the window marked `aria-busy`. For the end-to-end tests, which have no fixed sleeps; `window.oopsdesk.whenIdle()`.
 */
export const whenIdle = async (settled = drawn, waiting = waitingParts): Promise<void> => {
  for (;;) {
    const before = lastChange
    await settled()
    if (busy === 0 && lastChange === before && !waiting()) return
  }
}

declare global {
  interface Window {
    /** Always there; nothing in the window itself uses it. */
    oopsdesk: { readonly whenIdle: () => Promise<void> }
  }
}
