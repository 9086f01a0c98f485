import { byFirstCharacters } from '../lines/first-characters.ts'

/**
 * Lines that no kernel prints: a mail goes on behind the log with its patch, its tags, its signature or a quote of
 * another mail. What stands behind them is not of the report.
 */
const beyond: readonly {
  readonly example: string
  readonly first: string
  readonly second: string
  readonly pattern: RegExp
}[] = [
  { example: 'diff --git a/fs/a.c b/fs/a.c', first: 'd', second: 'i', pattern: /^diff --git a\// },
  {
    example: '--- a/fs/a.c',
    first: '-',
    second: '-',
    pattern: /^--- (?:a\/|\/dev\/null)|^-- ?$|^---$|^-{4,12} ?(?:Forwarded|Original|>8|8<)/
  },
  { example: '+++ b/fs/a.c', first: '+', second: '+', pattern: /^\+\+\+ (?:b\/|\/dev\/null)/ },
  { example: '@@ -1,2 +3,4 @@', first: '@', second: '@', pattern: /^@@ -\d{1,7}(?:,\d{1,7})? \+\d{1,7}/ },
  {
    example: ' 1 file changed, 2 insertions(+)',
    first: '0123456789',
    second: ' 0123456789',
    pattern: /^\d{1,5} files? changed, /
  },
  {
    example: 'Signed-off-by: A Developer <a@example.org>',
    first: 'SRACTFLBMDPN',
    second: 'Cacehilou',
    pattern:
      /^(?:Signed-off-by|Reported-by|Reported-and-tested-by|Acked-by|Reviewed-by|Tested-by|Suggested-by|Co-developed-by|Debugged-by|Cc|CC|Closes|Link|Fixes|Message-Id|Message-ID|Bisected-by): \S|^(?:Best regards|Kind regards|Regards|Thanks|Cheers|Thank you|Many thanks|Best,)[,.! ]{0,3}$|^(?:Best|Kind|Warm) regards/
  },
  {
    example: 'On Mon, Nov 16, 2026 at 12:00:00PM +0100, A Developer wrote:',
    first: 'OLAÅ',
    second: 'nem',
    pattern: /^(?:On|Le|Am) .{6,160} (?:wrote|écrit|schrieb):?$/
  },
  {
    example: 'CONFIG_SMP=y',
    first: 'C#',
    second: 'O ',
    pattern: /^(?:CONFIG_[A-Z0-9_]{2,80}=|# CONFIG_[A-Z0-9_]{2,80} is not set)/
  },
  { example: 'git bisect start', first: 'g', second: 'i', pattern: /^git (?:bisect|log|clone|fetch|checkout|show) / },
  {
    example: 'commit 0123456789abcdef0123456789abcdef01234567',
    first: 'c',
    second: 'o',
    pattern: /^commit [0-9a-f]{12,40}(?: |$)/
  },
  {
    example: '[1] https://example.org/',
    first: '[h',
    second: '0123456789t',
    pattern: /^\[\d{1,2}\]:? {1,4}https?:|^https?:\/\//
  }
]

const beyondFor = byFirstCharacters(beyond)

export const beyondExamples: readonly string[] = beyond.map((entry) => entry.example.trim())

/** The text is trimmed. */
export const isBeyondLog = (trimmed: string): boolean => {
  if (trimmed.length > 400) return false
  for (const { pattern } of beyondFor(trimmed, 0)) if (pattern.test(trimmed)) return true
  return false
}
