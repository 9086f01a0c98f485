import { crashFunctions } from './candidates.ts'
import type { Evidence, Family } from './family.ts'

/** Where OpenZFS says that it stopped: `PANIC at zio.c:341:zio_data_buf_alloc()`. */
const stopped = /^(?:PANIC at |SPLError: \d{1,10}:\d{1,5}:\()[^:\s]{1,120}:\d{1,7}:([A-Za-z_]\w{0,120})\(\)/

/** It is said on the next lines, unless another caller's come in between. */
const near = 8

const stoppedIn = (evidence: Evidence): readonly string[] => {
  for (const { text } of evidence.lines.slice(0, near)) {
    const name = stopped.exec(text.trim())?.[1]
    if (name !== undefined) return [name]
  }
  return []
}

/** Checks of file systems that live outside of the kernel, and stop a thread in their own words. */
export const assertions: readonly Family[] = [
  {
    name: 'assertion of OpenZFS',
    // module/os/linux/spl/spl-err.c and include/os/linux/spl/sys/debug.h of OpenZFS; before 0.7 lib/spl-debug.c of SPL.
    example: 'PANIC at shelf.c:341:shelf_take_impl()',
    header:
      /^(?:VERIFY[0-9A-Z]{0,3}|ASSERT[0-9A-Z]{0,3})\(.{1,400}\) failed(?: \(.{1,200}|[,:].{0,300})?$|^PANIC at [^:\s]{1,120}:\d{1,7}:[A-Za-z_]\w{0,120}\(\)|^SPLError: \d{1,10}:\d{1,5}:\([^:\s]{1,120}:\d{1,7}:\w{1,120}\(\)\) (?:VERIFY|ASSERT|SPL PANIC)/,
    kind: 'bug',
    type: 'BUG',
    naming: (_, evidence) => {
      const place = stoppedIn(evidence)
      // A program may check in these words too; the kernel says where it stopped.
      if (place.length === 0) return null
      return {
        title: 'PANIC in %f',
        candidates: [...place, ...crashFunctions(evidence)],
        skip: (name) => name.startsWith('spl_')
      }
    }
  }
]
