import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { createContext, useContext, type ReactNode } from 'react'
import type { Failure } from '../../shared/model/failure.ts'
import type { Client } from '../../shared/protocol/client.ts'
import type { InputOf, MethodName, OutputOf } from '../../shared/protocol/methods.ts'

const EngineContext = createContext<Client | null>(null)

export const EngineProvider = ({ client, children }: { readonly client: Client; readonly children: ReactNode }) => (
  <EngineContext value={client}>{children}</EngineContext>
)

export const useEngine = (): Client => {
  const client = useContext(EngineContext)
  if (!client) throw new Error('useEngine is called outside EngineProvider')
  return client
}

/** A failure of the engine as what a query throws; views show it with `FailureNotice`. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.kind)
    this.failure = failure
  }
}

/**
 * Reads from the engine, cached by method and input, cancelled when the view goes.
 * A change of the corpus makes every answer of it stale (`watch-corpus.ts`). `null` input means: not yet.
 */
export const useRead = <Name extends MethodName>(
  name: Name,
  input: InputOf<Name> | null
): UseQueryResult<OutputOf<Name>, CallFailed> => {
  const client = useEngine()
  return useQuery({
    queryKey: [name, input],
    enabled: input !== null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<unknown> => {
      const result = await client.call(name, input as InputOf<Name>, { signal })
      if (result.ok) return result.value
      throw new CallFailed(result.failure)
    }
  }) as UseQueryResult<OutputOf<Name>, CallFailed>
}
