/** A file's path in two: `last` is its own folder and its name, `above` is what leads there. Both together are the path. */
type PathParts = { readonly above: string; readonly last: string }

/** Takes paths of any system: what is shown may be another machine's. */
export const pathParts = (path: string): PathParts => {
  const last = /[/\\][^/\\]+[/\\][^/\\]*$/.exec(path)?.[0] ?? path
  return { above: path.slice(0, path.length - last.length), last }
}
