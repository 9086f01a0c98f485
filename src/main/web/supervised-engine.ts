import type { MessagePort } from 'node:worker_threads'
import { setTimeout as wait } from 'node:timers/promises'
import type { Failure } from '../../shared/model/failure.ts'
import { success, type Result } from '../../shared/model/result.ts'
import type { EngineOptions } from '../engine/options.ts'
import type { EngineProcess } from '../engine/start-engine.ts'

export type StartEngine = (options: EngineOptions) => Promise<Result<EngineProcess, Failure>>

/** An engine that is started again when it dies. */
export type SupervisedEngine = {
  /** A port to the engine; null while it is being started again. */
  readonly connect: () => MessagePort | null
  readonly close: () => Promise<void>
}

export type EngineEvents = {
  /** The engine died; every port to it is dead. */
  readonly onGone: () => void
  /** It died too often, or could not be started again. */
  readonly onGivenUp: () => void
}

const restartLimit = 5
const restartWindow = 60_000

/** Starts the engine; its first failure is the caller's. Later it is restarted, at most five times a minute. */
export const superviseEngine = async (
  start: StartEngine,
  options: EngineOptions,
  events: EngineEvents
): Promise<Result<SupervisedEngine, Failure>> => {
  const first = await start(options)
  if (!first.ok) return first
  let engine: EngineProcess | null = first.value
  let closing = false
  let restarting: Promise<void> = Promise.resolve()
  let deaths: readonly number[] = []

  const restart = async (): Promise<void> => {
    deaths = [...deaths.filter((time) => performance.now() - time < restartWindow), performance.now()]
    if (deaths.length > restartLimit) return events.onGivenUp()
    await wait(50 * 2 ** deaths.length)
    if (closing) return
    const again = await start(options)
    if (!again.ok) return restart()
    engine = again.value
    watch(again.value)
  }
  const watch = (current: EngineProcess): void =>
    current.onExit(({ expected, error }) => {
      engine = null
      if (expected || closing) return
      process.stderr.write(`oopsdesk: the engine died and is started again: ${error?.stack ?? 'no reason given'}\n`)
      events.onGone()
      restarting = restart()
    })
  watch(first.value)

  return success({
    connect: () => engine?.connect() ?? null,
    close: async () => {
      closing = true
      await restarting
      await engine?.close()
    }
  })
}
