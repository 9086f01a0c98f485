import { failureText, type Failure, type FailureText } from '../../shared/model/failure.ts'
import type { RendererMissing } from '../hosts/renderer-files.ts'
import type { PortTaken } from './listen.ts'

/** Why the server could not start. */
export type ServeFailure = RendererMissing | PortTaken | Failure

/** What happened and what to do: one sentence each. */
export const serveFailureText = (failure: ServeFailure): FailureText => {
  if (failure.kind === 'renderer-missing') {
    return { message: `There is no built window in ${failure.folder}.`, remedy: 'Run npm run build.' }
  }
  if (failure.kind === 'port-taken') {
    return {
      message: `Port ${failure.port} on loopback cannot be taken (${failure.detail}).`,
      remedy: 'Choose another port, or 0 for a free one.'
    }
  }
  return failureText(failure)
}
