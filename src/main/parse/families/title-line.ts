/**
 * A title as people and fuzzers write it down: the subject of a mail, what a bot found, the `description` in a work
 * folder. The kernel prints none of these words with a function behind them, so such a line tells of a crash and is none.
 */
const titleLine = new RegExp(
  `^kernel BUG at \\S{1,200}:LINE!$|^(?:${[
    'general protection fault|stack segment fault|divide error|invalid opcode|int3|hard lockup',
    'kernel (?:BUG|stack overflow)|WARNING|Internal error|Unhandled fault|Alignment trap|PANIC: double fault',
    'BUG: unable to handle kernel [A-Za-z ]{1,40}',
    'BUG: (?:soft lockup|Bad page state|stack guard page was hit|corrupted (?:list|stack)|bad usercopy)',
    'BUG: (?:sleeping function called from invalid context|scheduling while atomic|Invalid wait context)',
    'BUG: (?:using \\w{1,40}\\(\\) in preemptible code|workqueue leaked [A-Za-z, ]{1,40}|Dentry still in use)',
    'BUG: (?:spinlock|rwlock|rw_lock|write-lock|read-lock)[a-z ]{1,40}',
    "INFO: (?:rcu detected stall|task hung|task can't die|trying to register non-static key)",
    '(?:BUG|INFO|WARNING): [A-Za-z ]{1,40} (?:bug|usage|balance|freed|held|space|taken)',
    'UBSAN: [a-z-]{1,60}'
  ].join('|')}) in [A-Za-z_][\\w.$]{0,120}(?:/\\w{1,60})?(?: \\(\\d{1,4}\\))?$`
)

export const isTitleLine = (text: string): boolean =>
  (text.includes(' in ') || text.endsWith(':LINE!')) && titleLine.test(text)
