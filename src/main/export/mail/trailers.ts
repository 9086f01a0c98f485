/** Lines of a mail that are looked through from its begin, and from its end: what a fix is to say stands at either. */
export const trailerLines = 400

const quoted = /^(?:> ?){0,8}/
/** A person as in `Reported-by:`, with a name or without. */
const person =
  /^[^\p{Cc}<>]{0,120}<[^\s\p{Cc}<>@]{1,120}@[^\s\p{Cc}<>@]{1,120}>$|^[^\s\p{Cc}<>@]{1,120}@[^\s\p{Cc}<>@]{1,120}$/u
const reporter = /^(?:Reported|Reported-and-tested)-by: {0,4}(.{1,250})$/
const closes = /^Closes: {0,4}(https?:\/\/[!-~]{1,300})$/
const dashboard = /https:\/\/syzkaller\.appspot\.com\/bug\?extid=([0-9a-f]{20})\b/
const syzbot = /syzbot\+([0-9a-f]{20})@/
const from = /^From: {0,4}(.{1,250})$/
/** RFC 5322, 3.6.4; only what can stand in an address of lore.kernel.org as it is. */
const messageId = /^Message-I[Dd]: {0,4}<([\w.+=$@-]{3,200})>$/

const first = (lines: readonly string[], pattern: RegExp): string | null => {
  for (const line of lines) {
    const found = pattern.exec(line)?.[1]
    if (found !== undefined) return found
  }
  return null
}

/** Where the report is: what is said so, else the dashboard's page where syzbot reports, else its place in the archive. */
const closesOf = (lines: readonly string[], reporters: readonly string[]): string | null => {
  const said = first(lines, closes)
  if (said !== null) return said
  // Of others a link to the dashboard may name any bug, one that theirs looks like.
  const bug = reporters.some((one) => one.includes('syzbot'))
    ? (first(reporters, syzbot) ?? first(lines, dashboard))
    : null
  if (bug !== null) return `https://syzkaller.appspot.com/bug?extid=${bug}`
  const id = first(lines, messageId)
  return id === null ? null : `https://lore.kernel.org/all/${id}/`
}

/**
 * The trailers that the commit of a fix is to have (submitting-patches.rst of the kernel): who reported the crash, by
 * the text's own `Reported-by:` or else the sender of the mail, and the address of the report. None for a log that has
 * neither, nor for a file of several mails, of which any may be the one.
 */
export const trailersOf = (text: readonly string[]): readonly string[] => {
  const lines = text.map((line) => line.replace(quoted, '').trimEnd())
  const mails = new Set(lines.flatMap((line) => messageId.exec(line)?.[1] ?? []))
  if (mails.size > 1) return []
  const named = lines.flatMap((line) => reporter.exec(line)?.[1]?.trim() ?? []).filter((one) => person.test(one))
  // A sender is one only where a mail's head stands.
  const head = mails.size === 1 ? first(lines, from)?.trim() : undefined
  // A name in RFC 2047's encoding is no text for a commit.
  const sender = head?.includes('=?') === true ? undefined : head
  const reporters = named.length > 0 || sender === undefined || !person.test(sender) ? named : [sender]
  const address = reporters.length > 0 || mails.size === 1 ? closesOf(lines, reporters) : null
  return [
    ...[...new Set(reporters)].map((one) => `Reported-by: ${one}`),
    ...(address === null ? [] : [`Closes: ${address}`])
  ]
}
