import type { MessagePort } from 'node:worker_threads'
import type { Failure } from '../../shared/model/failure.ts'

/**
 * What a host says to the engine's process. A worker thread gets the client's port inside the message;
 * Electron's utilityProcess gets it beside the message, in the event's `ports`.
 */
export type HostMessage = { readonly kind: 'connect'; readonly port?: MessagePort } | { readonly kind: 'close' }

/** What the engine's process says to its host. `refused` and `closed` are its last words. */
export type EngineMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'closed' }
