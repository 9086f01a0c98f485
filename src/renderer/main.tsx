import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { RefusedPage } from './app/plain-page.tsx'
import { createAppRouter } from './app/router.tsx'
import { listenToKeys } from './commands/key-listener.ts'
import { useConnection } from './engine/connection.ts'
import { EngineProvider } from './engine/engine.tsx'
import { holdBusy, whenIdle } from './engine/idle.ts'
import { createLastingClient } from './engine/lasting-client.ts'
import { reopenAll } from './engine/open-corpora.ts'
import { createQueryClient } from './engine/query-client.ts'
import { findHost } from './host/find-host.ts'
import { HostContext } from './host/host-context.tsx'
import { startTheme } from './theme/theme.ts'
import './theme/tokens.css'
import './theme/base.css'

window.oopsdesk = { whenIdle: () => whenIdle() }
startTheme()
listenToKeys(window)

const host = findHost()
const queries = createQueryClient()
const client = createLastingClient({
  connect: host.connect,
  prepare: reopenAll,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  onState: (state) => {
    const { epoch } = useConnection.getState()
    useConnection.setState({ state, epoch: state === 'open' ? epoch + 1 : epoch })
    // Another engine may have another answer.
    if (state === 'open' && epoch > 0) void queries.invalidateQueries()
  }
})
const router = createAppRouter()

/** A view that is being gone to, its code being loaded, counts as under way. */
const holdWhileLoading = (): void => {
  let release: (() => void) | null = null
  router.subscribe('onBeforeNavigate', () => {
    release ??= holdBusy()
  })
  router.subscribe('onRendered', () => {
    release?.()
    release = null
  })
}
holdWhileLoading()

const App = () => {
  const refused = useConnection(({ state }) => state === 'refused')
  if (refused) return <RefusedPage />
  return (
    <HostContext value={host}>
      <EngineProvider client={client}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </EngineProvider>
    </HostContext>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
