/**
 * A two-way channel of JSON values between a client and the engine. Messages arrive in order, once, or the
 * transport closes. Implementations: MessagePort, WebSocket, in memory.
 */
export type Transport = {
  readonly send: (message: unknown) => void
  /** Only one listener; messages that came before it are kept for it. */
  readonly onMessage: (listener: (message: unknown) => void) => void
  /** Called once, whichever side closed. */
  readonly onClose: (listener: () => void) => void
  readonly close: () => void
}
