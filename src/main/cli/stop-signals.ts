/** Ctrl+C, the end of a service, a closed terminal. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Calls `stop` at the first of these signals. The second is ignored, since a terminal and a program in between may each
 * send one for one key; a third ends the program at once. Stays in force to the end, for closing takes its time.
 */
export const onStopSignal = (stop: () => void): void => {
  let received = 0
  const take = (): void => {
    received += 1
    if (received === 1) stop()
    if (received === 3) process.exit(1)
  }
  for (const signal of stopSignals) process.on(signal, take)
}
