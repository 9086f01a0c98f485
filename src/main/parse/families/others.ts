import type { Family } from './family.ts'

export const others: readonly Family[] = [
  {
    name: 'device that does not become free',
    example: 'unregister_netdevice: waiting for lo to become free. Usage count = 5',
    header: /^unregister_netdevice: waiting for \S{1,40} to become free/,
    kind: 'leak',
    type: 'DoS',
    naming: () => ({ title: 'unregister_netdevice: waiting for DEV to become free', needsStack: false })
  },
  {
    name: 'busy inodes',
    example: 'VFS: Busy inodes after unmount of sda. Self-destruct in 5 seconds.  Have a nice day...',
    header: /^VFS: (Busy inodes after unmount|Close: file count)/,
    kind: 'memory-safety',
    type: 'DoS',
    naming: (match) => ({
      title:
        match[1] === 'Close: file count'
          ? 'VFS: Close: file count is zero (use-after-free)'
          : 'VFS: Busy inodes after unmount (use-after-free)',
      needsStack: false
    })
  },
  {
    name: 'Trusty panic',
    example: 'trusty: panic (caller 0xffffffffe000fbd0): DEBUG ASSERT FAILED at (f.h:63): list_in_list(&ref->ref_node)',
    header: /^trusty: panic(?! notifier).{0,60}: (?:DEBUG )?(?:ASSERT FAILED at \([^)]{1,200}\): ?)?(.{0,200})/,
    kind: 'bug',
    type: 'DoS',
    naming: (match, evidence) => ({
      title: evidence.header.includes('ASSERT FAILED')
        ? `trusty: ASSERT FAILED: ${match[1] ?? ''}`
        : `trusty: panic: ${match[1] ?? ''}`,
      needsStack: false
    })
  },
  {
    name: 'fuzzer failure',
    example: 'SYZFAIL: negative running',
    header: /^(SYZFAIL|SYZFATAL): (.{1,200})/,
    kind: 'unknown',
    type: 'SYZ_FAILURE',
    naming: (match) => ({
      title: `${match[1] ?? ''}: ${match[2] ?? ''}`,
      alts: match[1] === 'SYZFATAL' ? ['SYZFATAL'] : [],
      needsStack: false
    })
  },
  {
    name: 'Go program panicked',
    example: 'panic: cannot allocate memory',
    header: /^(panic: |fatal error: )(.{1,200})/,
    kind: 'unknown',
    type: 'DoS',
    naming: (match) => ({ title: `${match[1] ?? ''}${match[2] ?? ''}`, needsStack: false })
  },
  {
    name: 'boot in the middle of a log',
    // arch/x86/boot/compressed/misc.c: with the offset since 6.6.
    example: 'Booting the kernel.',
    header: /^Booting the kernel(?:\.| \(entry_offset: )/,
    kind: 'unknown',
    type: 'UNEXPECTED_REBOOT',
    naming: () => ({ title: 'unexpected kernel reboot', needsStack: false })
  },
  {
    name: 'cut INFO line',
    example: 'INFO:',
    header: /^INFO: ?$/,
    kind: 'unknown',
    type: '',
    naming: () => ({ title: 'INFO: corrupted', corrupted: 'the header is cut', needsStack: false })
  },
  {
    name: 'BUG not known by name',
    example: 'BUG: something is wrong',
    header: /^(BUG: .{1,300})/,
    kind: 'bug',
    type: '',
    naming: (match) => ({ title: match[1] ?? '', needsStack: false })
  },
  {
    name: 'warning of a device',
    example: 'usb 1-1: WARNING: this device is broken',
    header: /^(WARNING: .{1,300})/,
    kind: 'warning',
    type: 'WARNING',
    naming: (match) => ({ title: match[1] ?? '', needsStack: false })
  }
]
