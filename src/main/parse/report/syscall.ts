import type { Facts } from '../../../shared/model/facts.ts'
import type { Stack } from '../../../shared/model/frame.ts'
import type { RegisterSet } from '../../../shared/model/registers.ts'
import { syscallName } from './syscall-names.ts'

/** Where only system calls enter the kernel, of every architecture (arch/<arch>/kernel/entry*.S and its C part). An entry
 * that faults come through as well proves nothing. */
const entryFunction = new RegExp(
  `^(?:${[
    String.raw`entry_SYSCALL_64\w*|entry_SYSCALL_compat\w*|entry_SYSENTER\w*|entry_INT80\w*|sysenter_\w+|sysret_check|tracesys\w*|int_ret_from_sys_call|system_call(?:_fastpath|_after_swapgs)?|syscall_call|ia32_sys\w*|ia32_do_call|asm_fred_entrypoint_user`,
    String.raw`el0_svc(?:_naked|_compat)?|invoke_syscall|ret_fast_syscall|__sys_trace(?:_return)?`,
    String.raw`ret_from_syscall|do_trap_ecall_u|handle_syscall|handle_sys|handle_sys64|syscall_common|stack_done`,
    String.raw`system_call_exception|system_call_common|system_call_vectored_common|syscall_exit|syscall_trace_\w+|sysc_\w+`,
    String.raw`linux_sparc_syscall(?:32)?|linux_syscall|syscall`
  ].join('|')})$`
)

const syscallFunction =
  /^(?:__(?:x64|ia32|x32|ia32_compat|x32_compat|arm64|arm64_compat|riscv|riscv_compat|s390x?|s390_compat|powerpc|loongarch)_sys_|__se_compat_sys_|__do_compat_sys_|__se_sys_|__do_sys_|compat_SyS_|compat_sys_|SyS_|SYSC_|sys_)([a-z]\w*)$/

/** Calls whose function has another name than the call (SYSCALL_DEFINE names the function). */
const otherNames: Readonly<Record<string, string>> = {
  newstat: 'stat',
  newlstat: 'lstat',
  newfstat: 'fstat',
  newuname: 'uname',
  umount: 'umount2',
  sendfile64: 'sendfile',
  sysctl: '_sysctl',
  mmap_pgoff: 'mmap',
  fadvise64_64: 'fadvise64'
}

const called = (name: string): string => otherNames[name] ?? name

const calledBy = (name: string): string | null => {
  // Every such name holds one of these.
  if (!name.includes('sys_') && !name.startsWith('SYSC_') && !name.includes('SyS_')) return null
  const match = syscallFunction.exec(name)
  return match?.[1] === undefined ? null : called(match[1])
}

/** The call's function that runs nearest to the entry, from frames that are proven callers. */
const nameFromFrames = (stack: Stack): string | null => {
  let name: string | null = null
  for (const frame of stack.frames) {
    if (!frame.reliable) continue
    for (const inline of frame.inlined) name = calledBy(inline.function) ?? name
    name = calledBy(frame.function) ?? name
  }
  return name
}

const largestNumber = 1 << 16

const numberFrom = (sets: readonly RegisterSet[]): { readonly number: number; readonly wide: boolean } | null => {
  const user = sets.find((set) => set.mode === 'user' && !set.repeat)
  const original = user?.registers.find((register) => /^ORIG_[RE]AX$/i.test(register.name))
  if (original === undefined) return null
  const number = Number.parseInt(original.value, 16)
  // All ones say that it was no system call that entered the kernel.
  if (!Number.isSafeInteger(number) || number >= largestNumber) return null
  return { number, wide: original.name.toUpperCase() === 'ORIG_RAX' }
}

/**
 * The system call that led to the crash. Its name is that of a reliable frame or of the number in the user's registers;
 * where both are there and differ, the log does not say it.
 */
export const readSyscall = (stacks: readonly Stack[], sets: readonly RegisterSet[]): Facts['syscall'] => {
  const crash = stacks.find((stack) => stack.kind === 'crash' && stack.frames.length > 0)
  const entry = crash?.frames.find((frame) => frame.reliable && entryFunction.test(frame.function))
  if (crash === undefined || entry === undefined) return null
  const fromFrames = nameFromFrames(crash)
  const found = numberFrom(sets)
  if (found === null) return { value: { entry: entry.function, name: fromFrames, number: null }, span: entry.span }
  // 32-bit programs enter a 64-bit kernel by these, with numbers of their own table.
  const narrow = !found.wide || /INT80|SYSENTER|compat|ia32|sysenter/.test(entry.function)
  const fromNumber = syscallName(narrow ? 'i386' : 'x86_64', found.number)
  const agree = fromFrames === null || fromNumber === null || fromFrames === called(fromNumber)
  return {
    value: { entry: entry.function, name: agree ? (fromNumber ?? fromFrames) : null, number: found.number },
    span: entry.span
  }
}
