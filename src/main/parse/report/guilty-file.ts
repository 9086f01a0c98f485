import type { CrashData } from './read-crash.ts'

/** Files where crashes are noticed rather than made: sanitizers, allocators, locks, libraries, entry code. */
const bystanders =
  /^(?:mm\/kasan|mm\/kmsan|mm\/kfence|kernel\/kcsan|kernel\/kcov|mm\/(?:slab|slub|slob|util|vmalloc|page_alloc|percpu|memory|usercopy|debug|mempool|failslab|kmemleak)\b|lib\/|kernel\/(?:locking|rcu|panic|printk|workqueue|kthread|softirq|time|sched|exit|fork|stacktrace|smp|irq|entry|hung_task|watchdog)|include\/|arch\/[\w]{1,16}\/(?:include|kernel|mm|lib|entry)|arch\/\w{1,16}\/\w{0,16}\.S|net\/core\/(?:skbuff|dev|sock)\b|net\/socket\.c|fs\/(?:read_write|ioctl|file_table|open|namei|exec|file|splice)\.c|drivers\/base\/|rust\/|block\/blk-core)/

/** The file whose code most likely made the crash: the first symbolized place that is not a bystander. */
export const guiltyFileOf = (data: CrashData): string | null => {
  const files: string[] = []
  const add = (file: string | undefined): void => {
    if (file !== undefined) files.push(file.replace(/^\.\//, ''))
  }
  for (const set of data.registers) if (set.mode !== 'user' && !set.repeat) add(set.instruction?.source?.file)
  for (const stack of data.stacks) {
    if (stack.kind !== 'crash' && stack.kind !== 'allocated') continue
    for (const frame of stack.frames) {
      for (const inline of frame.inlined) add(inline.source?.file)
      add(frame.source?.file)
    }
  }
  return files.find((file) => !bystanders.test(file)) ?? files[0] ?? null
}
