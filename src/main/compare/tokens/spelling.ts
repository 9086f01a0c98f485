import { commonName } from '../../cluster/function-name.ts'

/** One name for what compilers, architectures and kernel versions spell differently; most names are spelt one way. */
export const plainName = (name: string): string =>
  name.includes('.') || name.includes('sys_') || name.includes('SyS_') || name.includes('SYSC_')
    ? commonName(name)
    : name
