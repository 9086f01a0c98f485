/** A word of each, and of a lost console; a line without one is not looked at further. */
export const suppressionWords =
  /Out of memory|out of memory|cannot allocate memory|SIGBUS|lowmemorykiller|stack smashing|serialport: VM disconnected/

/**
 * Logs nobody wants to see again: the fuzzer or its machinery ran out of memory or was killed, which says nothing
 * about the kernel.
 */
const patterns: readonly RegExp[] = [
  /Out of memory: Kill(?:ed)? process \d{1,10} \((?:syz|sshd|dhcpcd|runsc|init)/,
  /lowmemorykiller: Killing '(?:syz|sshd)/,
  /panic: cannot allocate memory|fatal error: runtime: (?:out of memory|cannot allocate)|runtime: out of memory/,
  /SYZFAIL: .{0,80}SIGBUS|signal SIGBUS|\[signal 0x7: bus error/,
  /\*\*\* stack smashing detected \*\*\*: terminated/
]

export const isSuppression = (text: string): boolean => patterns.some((pattern) => pattern.test(text))

/** What the serial console of a cloud's machine says last, in any line: what was on its way is lost. */
export const isLostConsole = (text: string): boolean => text.includes('serialport: VM disconnected.')
