import { QueryClient } from '@tanstack/react-query'
import { CallFailed } from './call-failed.ts'

/**
 * Failures are answers, so they are not asked again; only an engine that stopped under a read is, and the client then
 * waits until it is back. Anything but a failure is a bug and goes to the page that says so.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (times, error) => error instanceof CallFailed && error.failure.kind === 'engine-stopped' && times < 5,
        retryDelay: 100,
        throwOnError: (error) => !(error instanceof CallFailed)
      }
    }
  })
