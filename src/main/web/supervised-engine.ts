import type { MessagePort } from 'node:worker_threads'
import type { Failure } from '../../shared/model/failure.ts'
import { success, type Result } from '../../shared/model/result.ts'
import type { EngineOptions } from '../engine/options.ts'
import type { EngineProcess } from '../engine/start-engine.ts'
import { createRestarts } from '../hosts/restart-policy.ts'

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

/** Starts the engine; its first failure is the caller's. Later deaths are made good. */
export const superviseEngine = async (
  start: StartEngine,
  options: EngineOptions,
  events: EngineEvents
): Promise<Result<SupervisedEngine, Failure>> => {
  const first = await start(options)
  if (!first.ok) return first
  let engine: EngineProcess | null = first.value
  let restarting: Promise<void> = Promise.resolve()
  const closing = new AbortController()
  const restart = createRestarts(() => start(options), closing.signal, events.onGivenUp)

  const watch = (current: EngineProcess): void =>
    current.onExit(({ expected, error }) => {
      engine = null
      if (expected || closing.signal.aborted) return
      process.stderr.write(`oopsdesk: the engine died and is started again: ${error?.stack ?? 'no reason given'}\n`)
      events.onGone()
      restarting = startAgain()
    })
  const startAgain = async (): Promise<void> => {
    engine = await restart()
    if (engine) watch(engine)
  }
  watch(first.value)

  return success({
    connect: () => engine?.connect() ?? null,
    close: async () => {
      closing.abort()
      await restarting
      await engine?.close()
    }
  })
}
