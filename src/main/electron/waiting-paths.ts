/** Keeps paths that the system asked to open until there is a window to take them. */
export const createWaitingPaths = (
  send: (paths: readonly string[]) => void
): { readonly add: (paths: readonly string[]) => void; readonly setReady: (ready: boolean) => void } => {
  let ready = false
  let waiting: readonly string[] = []
  const flush = (): void => {
    if (!ready || waiting.length === 0) return
    const paths = waiting
    waiting = []
    send(paths)
  }
  return {
    add: (paths) => {
      waiting = [...waiting, ...paths]
      flush()
    },
    setReady: (now) => {
      ready = now
      flush()
    }
  }
}
