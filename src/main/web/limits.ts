/** Bounds that keep one client from holding the server. Times in milliseconds, sizes in bytes. */
export type Limits = {
  /** For the whole head of a request to arrive. */
  readonly headersTimeout: number
  /** For the whole request to arrive. */
  readonly requestTimeout: number
  readonly connections: number
  readonly sockets: number
  readonly bodyBytes: number
  /** A frame holds one request; the largest is an upload chunk of 1 MiB in base64, 1.4 MB. */
  readonly frameBytes: number
  /** Messages of one socket that are read at once, and then per second; an upload makes 100 a second at most. */
  readonly messageBurst: number
  readonly messagesPerSecond: number
  /** Requests of one socket that may wait for their answer. */
  readonly openCalls: number
  /** Nothing more is read from a socket while its unanswered requests are larger than this. */
  readonly openCallBytes: number
  /** Nothing more is read from a socket while this much waits to be sent to it. */
  readonly unsentBytes: number
  /** A socket that takes nothing is dropped when this much waits for it. */
  readonly unsentBytesEnd: number
  readonly pingInterval: number
  /**
   * A socket is dropped when it answered none of so many pings, sent nothing else and took nothing. A slow link has
   * megabytes under way, all of them ahead of the ping.
   */
  readonly silentPings: number
  /** Delay of every token after five wrong ones. */
  readonly wrongTokenDelay: number
  /** The server ends after so long without a client. */
  readonly idleEnd: number
}

const mebibyte = 1024 * 1024

export const defaultLimits: Limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connections: 256,
  sockets: 64,
  bodyBytes: 4096,
  frameBytes: 4 * mebibyte,
  messageBurst: 2000,
  messagesPerSecond: 1000,
  openCalls: 1000,
  openCallBytes: 16 * mebibyte,
  unsentBytes: 8 * mebibyte,
  unsentBytesEnd: 128 * mebibyte,
  pingInterval: 30_000,
  silentPings: 4,
  wrongTokenDelay: 1000,
  idleEnd: 12 * 60 * 60 * 1000
}
