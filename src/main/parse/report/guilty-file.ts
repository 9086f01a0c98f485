import { interruptEntry } from '../families/stall-entries.ts'
import type { Line } from '../lines/line.ts'

/** Paths where crashes are noticed rather than made, or that only pass on what their callers asked for. */
const bystanders: readonly { readonly why: string; readonly paths: RegExp }[] = [
  { why: 'headers hold what is inlined everywhere', paths: /^(?:arch\/\w{1,16}\/)?include\// },
  {
    why: 'sanitizers and fault injection',
    paths: /^(?:mm\/(?:kasan|kmsan|kfence|failslab)|kernel\/k(?:csan|cov)|lib\/)/
  },
  {
    why: 'allocators, the page cache and user memory: the caller owns the object',
    paths:
      /^mm\/(?:sl[aou]b|util|vmalloc|page_alloc|percpu|memory|usercopy|debug|mempool|kmemleak|filemap|folio|truncate|gup|mmap|maccess|swap|readahead|page-writeback|page_owner|dmapool|memcontrol|oom)[\w-]{0,20}\.[ch]/
  },
  {
    why: 'locks, RCU, scheduler, timers, work, exit: the machinery under everything',
    paths:
      /^kernel\/(?:locking|rcu|panic|printk|workqueue|kthread|softirq|time|timer|hrtimer|sched|exit|fork|stacktrace|smp|irq|entry|hung_task|watchdog|task_work|signal|notifier|cpu|umh|reboot|lockdep|mutex|rwsem|semaphore|trace)/
  },
  {
    why: 'entry, faults and traces of the architecture',
    paths:
      /^arch\/\w{1,16}\/(?:mm|lib|entry)\/|^arch\/\w{1,16}\/[\w/-]{1,40}\.S|^arch\/\w{1,16}\/kernel\/(?:traps|apic|irq|process|stacktrace|unwind|entry|syscall|kvm|smp|nmi|signal|alternative|return_address|time|ptrace|exceptions|vmlinux)/
  },
  { why: 'interrupt controllers and clocks', paths: /^drivers\/(?:clocksource|irqchip)\// },
  {
    why: 'device core: the driver that adds or removes the device',
    paths: /^drivers\/base\/|^drivers\/usb\/core\/(?:urb|message|hcd|buffer)\.c/
  },
  {
    why: 'network core',
    paths:
      /^net\/(?:core\/(?:skbuff|dev|sock|datagram|stream|gen_stats|rtnetlink|net_namespace)|socket|ipv4\/af_inet|ipv6\/af_inet6)[\w-]{0,12}\.c/
  },
  {
    why: 'system calls on files',
    paths:
      /^fs\/(?:read_write|ioctl|file_table|open|namei|exec|file|splice|fcntl|select|readdir|stat|compat_ioctl|sysfs\/|kernfs\/)/
  },
  { why: 'the Rust core and its bindings', paths: /^rust\// },
  { why: 'the block core', paths: /^block\/(?:blk-core|bio|blk-mq)\.c/ },
  { why: 'hooks of security modules', paths: /^security\/security\.c/ }
]

const isBystander = (file: string): boolean => bystanders.some((entry) => entry.paths.test(file))

/** Lines that name files of other times: where a register's memory was allocated, which locks are held. */
const asides = /^(?:Register r\d{1,2} information|Modules linked in|Code: |\[last unloaded|#\d{1,2}: )/

/** Most lines name no file; one look tells. */
const sourceWord = /\.(?:c|h|S|rs):\d/

const places = /(?:^|[\s(])((?:\.\/)?[\w-][\w./+-]{0,255}\.(?:c|h|S|rs)):\d{1,7}/g

const namesSource = (text: string): boolean => {
  for (let colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
    const before = text.charCodeAt(colon - 1)
    // c, h, s and S end the names of sources.
    if (before === 99 || before === 104 || before === 115 || before === 83) return sourceWord.test(text)
  }
  return false
}

const filesOf = (lines: readonly Line[], texts: readonly string[], from: number): readonly string[] => {
  const files: string[] = []
  for (let index = from; index < lines.length; index += 1) {
    const text = lines[index]?.text ?? ''
    if (!namesSource(text) || asides.test(texts[index] ?? '')) continue
    const start = text.length > 1000 ? text.slice(0, 1000) : text
    places.lastIndex = 0
    for (let match = places.exec(start); match !== null; match = places.exec(start)) {
      const file = match[1]
      if (file !== undefined) files.push(file.startsWith('./') ? file.slice(2) : file)
    }
  }
  return files
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1)

/** A CPU whose grace period does not end is told of by an interrupt: what it does stands below the entry of that. */
const interruptedFrom = (texts: readonly string[], header: number): number => {
  if (!/detected (?:expedited )?stall|self-detected stall/.test(texts[header] ?? '')) return header
  const entry = texts.findIndex(
    (text, index) => index >= header && interruptEntry.test(text.replace(/^(?:\[<[0-9a-f]{8,16}>\] )?(?:\? )?/, ''))
  )
  return entry < 0 ? header : entry + 1
}

/**
 * The file whose code most likely made the crash, of the source places in the report (`lines` from its header on, `texts`
 * those without the blanks around them): the first that is no bystander, or a more special one below the same folder.
 * Null where nothing is symbolized.
 */
export const guiltyFileOf = (lines: readonly Line[], texts: readonly string[], header: number): string | null => {
  const files = filesOf(lines, texts, interruptedFrom(texts.slice(0, lines.length), header))
  const suspects = files.filter((file) => !isBystander(file))
  const first = suspects[0]
  if (first === undefined) return files[0] ?? null
  const folder = folderOf(first)
  return suspects.find((file) => file.startsWith(folder) && folderOf(file) !== folder) ?? first
}
