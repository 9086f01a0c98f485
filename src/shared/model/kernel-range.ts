/** `6.15.0-rc7-syzkaller-00142-g4856ebd99715` as people say it: `6.15-rc7`. */
export const shortKernel = (release: string): string => {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?(-rc\d+)?/.exec(release)
  if (!match) return release
  const [, major, minor, patch = '0', candidate = ''] = match
  return `${major}.${minor}${patch === '0' ? '' : `.${patch}`}${candidate}`
}

/** The span of some releases, oldest first: `6.12 – 6.15-rc7`; one release alone, or nothing. */
export const kernelRange = (releases: readonly string[]): string => {
  const [first, last] = [releases[0], releases.at(-1)]
  if (first === undefined || last === undefined) return ''
  const [from, to] = [shortKernel(first), shortKernel(last)]
  return from === to ? from : `${from} – ${to}`
}
