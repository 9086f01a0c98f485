import { z } from 'zod'
import { list, record } from './record.ts'
import { sourceSchema } from './frame.ts'
import { found } from './span.ts'

/** One taint letter and what it stands for (Documentation/admin-guide/tainted-kernels.rst). */
export const taintSchema = record({ letter: z.string().length(1), meaning: z.string() })
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
  /** Build number and version words after the release: `#0`, `#1 SMP PREEMPT_DYNAMIC Mon ...`. */
  build: found(z.string()).nullable(),
  /** `full`, `none`, `voluntary`, `lazy`, `rt`, ... lower case, as the kernel names the model. */
  preemption: found(z.string()).nullable(),
  hardware: found(z.string()).nullable(),
  bios: found(z.string()).nullable(),
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
  /** How user space entered the kernel: `entry_SYSCALL_64_after_hwframe`, with the system call's name where a frame shows it. */
  syscall: found(
    record({ entry: z.string(), name: z.string().nullable(), number: z.number().int().nullable() })
  ).nullable()
})
export type Facts = z.infer<typeof factsSchema>
