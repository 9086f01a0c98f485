/** One line about what is being done, on stderr, so that stdout stays the program's own. */
export const say = (text) => process.stderr.write(`oopsdesk: ${text}\n`)

/** Ends with one plain sentence instead of a stack. */
export const giveUp = (text) => {
  say(text)
  process.exit(1)
}
