/**
 * Takes the one-time token out of a link that `oopsdesk serve` printed: `http://127.0.0.1:7007/#t=TOKEN`.
 * Null where there is none, as in a tab that has its session already.
 */
export const tokenOf = (hash: string): string | null => new URLSearchParams(hash.replace(/^#/, '')).get('t')

/** Changes the token for the session's cookie, and takes it off the address bar so that no copied link has it. */
export const exchangeToken = async (): Promise<void> => {
  const token = tokenOf(location.hash)
  if (token === null) return
  history.replaceState(history.state, '', location.pathname + location.search)
  await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token })
  }).catch(() => null)
}

/** `refused` when the host answers but does not know this window; a socket's own refusal does not say why. */
export const sessionState = async (): Promise<'known' | 'refused' | 'unreachable'> => {
  const answer = await fetch('/session').catch(() => null)
  if (!answer) return 'unreachable'
  return answer.status === 401 || answer.status === 403 ? 'refused' : 'known'
}
