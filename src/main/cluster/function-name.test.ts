import { expect, test } from 'vitest'
import { commonName, isMachinery } from './function-name.ts'

test('the copies a compiler makes of a function have its name', () => {
  for (const copy of ['f.isra.0', 'f.part.12.constprop.1', 'f.cold', 'f.llvm.1234', 'f.constprop.0.isra.0.cold.7']) {
    expect(commonName(copy)).toBe('f')
  }
})

test('a name with a dot of its own keeps it', () => {
  expect(commonName('core::panicking::panic_fmt')).toBe('core::panicking::panic_fmt')
})

test('a system call has one name on all architectures and kernels', () => {
  for (const name of [
    '__x64_sys_mount',
    '__arm64_sys_mount',
    '__se_sys_mount',
    '__do_sys_mount',
    'ksys_mount',
    'SyS_mount',
    'SYSC_mount',
    '__ia32_compat_sys_mount',
    '__riscv_sys_mount'
  ]) {
    expect(commonName(name)).toBe('sys_mount')
  }
})

test('helpers that only look like system calls keep their names', () => {
  expect(commonName('__sys_sendmsg')).toBe('__sys_sendmsg')
  expect(commonName('do_sys_open')).toBe('do_sys_open')
})

test('allocators have one name before and after 6.10', () => {
  expect(commonName('__kmalloc_noprof')).toBe('__kmalloc')
})

test('what prints a crash or enters the kernel is machinery, what crashes is not', () => {
  for (const name of ['dump_stack_lvl', 'kasan_report', 'entry_SYSCALL_64_after_hwframe', 'do_syscall_64', 'panic']) {
    expect(isMachinery(name), name).toBe(true)
  }
  for (const name of ['ext4_put_super', 'mutex_lock', 'kfree', 'warn_alloc_show_mem', 'kthread']) {
    expect(isMachinery(name), name).toBe(false)
  }
})
