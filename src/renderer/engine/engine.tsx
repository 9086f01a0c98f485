import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { createContext, useContext, type ReactNode } from 'react'
import type { Client } from '../../shared/protocol/client.ts'
import type { InputOf, MethodName, OutputOf } from '../../shared/protocol/methods.ts'
import { CallFailed } from './call-failed.ts'

export { CallFailed } from './call-failed.ts'

const EngineContext = createContext<Client | null>(null)

export const EngineProvider = ({ client, children }: { readonly client: Client; readonly children: ReactNode }) => (
  <EngineContext value={client}>{children}</EngineContext>
)

export const useEngine = (): Client => {
  const client = useContext(EngineContext)
  if (!client) throw new Error('useEngine is called outside EngineProvider')
  return client
}

/** What react-query needs to read a method: for `useQuery`, `useQueries` and `fetchQuery` alike. */
export const readOptions = <Name extends MethodName>(client: Client, name: Name, input: InputOf<Name>) =>
  queryOptions<OutputOf<Name>, CallFailed>({
    queryKey: [name, input],
    queryFn: async ({ signal }) => {
      const result = await client.call(name, input, { signal })
      if (result.ok) return result.value
      throw new CallFailed(result.failure)
    }
  })

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
    ...readOptions(client, name, input as InputOf<Name>),
    enabled: input !== null,
    placeholderData: keepPreviousData
  })
}
