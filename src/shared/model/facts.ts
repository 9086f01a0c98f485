import { z } from 'zod'
import { list, record } from './record.ts'
import { sourceSchema } from './frame.ts'
import { found } from './span.ts'

/** One taint letter and what it stands for (Documentation/admin-guide/tainted-kernels.rst). */
export const taintSchema = record({
  letter: z.string().length(1),
  meaning: z.string(),
  /** The kernel's own word for it since 6.12, `OOT_MODULE` (kernel/panic.c, taint_flags); null for an unknown letter. */
  name: z.string().nullable().default(null)
})
export type Taint = z.infer<typeof taintSchema>

/** What the machine lines of a report say (lib/dump_stack.c, dump_stack_print_info). Null where the log does not say. */
export const factsSchema = record({
  /** Where the source says it crashed: `kernel BUG at f.c:619!`, `WARNING: CPU: 0 PID: 1 at f.c:10`. */
  location: found(sourceSchema).nullable(),
  /** Memory access that was refused: direction and size in bytes; the address in hex digits without `0x`. */
  access: found(
    record({
      direction: z.enum(['read', 'write', 'execute', 'free', 'unknown']),
      size: z.number().int().positive().nullable(),
      address: z.string().nullable()
    })
  ).nullable(),
  /** Number of the CPU that reports; the task's user, its id in the first pid namespace, and its name of 15 bytes at most. */
  cpu: found(z.number().int().nonnegative()).nullable(),
  uid: found(z.number().int().nonnegative()).nullable(),
  pid: found(z.number().int().nonnegative()).nullable(),
  command: found(z.string()).nullable(),
  /** Empty when the kernel says `Not tainted`. */
  taint: found(list(taintSchema)).nullable(),
  /** `uname -r`: `6.15.0-rc7-syzkaller-00142-g4856ebd99715`. */
  kernel: found(z.string()).nullable(),
  /** Abbreviated commit of a release that ends in `-g<hex>`. */
  commit: found(z.string()).nullable(),
  /** What built the kernel, of the boot line: `gcc (Debian 14.2.0-19) 14.2.0, GNU ld (GNU Binutils) 2.44` (init/version.c). */
  compiler: found(z.string()).nullable().default(null),
  /** Who built it and where, of the boot line: `user@host`. */
  builder: found(z.string()).nullable().default(null),
  /** When it was built, in the log's own words: `Mon Nov 16 12:00:00 UTC 2026`, or the date of a distribution's package. */
  buildTime: found(z.string()).nullable().default(null),
  /** Words that tell of the configuration: `SMP`, `PREEMPT_DYNAMIC`, `KASAN`, `PTI`, `DEBUG_PAGEALLOC`; from oops and version. */
  config: found(list(z.string())).nullable().default(null),
  /** Build number and version words after the release: `#0`, `#1 SMP PREEMPT_DYNAMIC Mon ...`. */
  build: found(z.string()).nullable(),
  /** `full`, `none`, `voluntary`, `lazy`, `rt`, ... lower case, as the kernel names the model. */
  preemption: found(z.string()).nullable(),
  /** `QEMU Standard PC (i440FX + PIIX, 1996)`: vendor and product of the DMI tables, or the model of the device tree. */
  hardware: found(z.string()).nullable(),
  /** Vendor, version and date of the firmware, as DMI has them. */
  bios: found(z.string()).nullable(),
  /** `events og_work_fn [module]`: the workqueue and the function of the work item that ran (kernel/workqueue.c, print_worker_info). */
  workqueue: found(z.string()).nullable(),
  /** The oops header: `invalid opcode: 0000`, its running number `[#1]`, its words `SMP KASAN PTI`. */
  oops: found(
    record({
      text: z.string(),
      code: z.string().nullable(),
      count: z.number().int().nullable(),
      words: list(z.string())
    })
  ).nullable(),
  /**
   * Why the CPU refused the access: x86's `#PF: error_code(0x0002) - not-present page` (arch/x86/mm/fault.c), arm64's
   * `FSC = 0x06: level 2 translation fault` (arch/arm64/mm/fault.c). `code` is the error code or ESR in hex without `0x`.
   */
  fault: found(
    record({ code: z.string().nullable(), mode: z.enum(['kernel', 'user']).nullable(), reason: z.string().nullable() })
  )
    .nullable()
    .default(null),
  /**
   * What a UBSAN report says is undefined (lib/ubsan.c): `index 9 is out of range for type 'u8 [8]'`, with the C type
   * and the value where it names them.
   */
  undefined: found(record({ text: z.string(), type: z.string().nullable(), value: z.string().nullable() }))
    .nullable()
    .default(null),
  /**
   * How user space entered the kernel: `entry_SYSCALL_64_after_hwframe`, with the system call's name, where a reliable
   * frame or the number in the user's registers tells it; where the two tell different names, there is none.
   */
  syscall: found(
    record({ entry: z.string(), name: z.string().nullable(), number: z.number().int().nullable() })
  ).nullable()
})
export type Facts = z.infer<typeof factsSchema>

export const noFacts: Facts = {
  location: null,
  access: null,
  fault: null,
  undefined: null,
  cpu: null,
  uid: null,
  pid: null,
  command: null,
  taint: null,
  kernel: null,
  commit: null,
  compiler: null,
  builder: null,
  buildTime: null,
  config: null,
  build: null,
  preemption: null,
  hardware: null,
  bios: null,
  workqueue: null,
  oops: null,
  syscall: null
}
