/** Requests are shallow; a tree deeper than this can only be meant to exhaust a stack. */
export const depthLimit = 64

/** Whether JSON goes deeper than `limit`; walks without recursion, since the value may be a million levels deep. */
export const deeperThan = (value: unknown, limit: number): boolean => {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}

/** Number and method of the call that a message makes; null where it makes none. */
export const callOf = (message: unknown): { readonly call: number; readonly method: string } | null => {
  if (typeof message !== 'object' || message === null) return null
  const { kind, call, method } = message as { kind?: unknown; call?: unknown; method?: unknown }
  if (kind !== 'call' || typeof call !== 'number' || !Number.isSafeInteger(call) || call < 0) return null
  return { call, method: typeof method === 'string' ? method.slice(0, 100) : '' }
}

/** Number of the call that a message of the engine ends; null for progress. */
export const endedCall = (message: unknown): number | null => {
  const { kind, call } = message as { kind?: unknown; call?: unknown }
  return kind !== 'progress' && typeof call === 'number' ? call : null
}
