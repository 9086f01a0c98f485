import { entries } from './generic/entries.ts'
import { type Group, words } from './generic/group.ts'
import { memory } from './generic/memory.ts'
import { objects } from './generic/objects.ts'
import { reporting } from './generic/reporting.ts'
import { subsystems } from './generic/subsystems.ts'

/**
 * Functions that are on a stack because of how a crash was noticed or how the kernel works, not because of the bug:
 * a title never names them. Each group says why its functions are generic.
 */
const genericGroups: readonly Group[] = [...reporting, ...entries, ...memory, ...objects, ...subsystems]

const exact = new Set<string>()
/** Prefixes by their first two characters, so that a function is compared with a few of them. */
const prefixes = new Map<string, string[]>()
for (const group of genericGroups) {
  for (const name of group.names) {
    if (!name.endsWith('*')) {
      exact.add(name)
      continue
    }
    const prefix = name.slice(0, -1)
    const key = prefix.slice(0, 2)
    prefixes.set(key, [...(prefixes.get(key) ?? []), prefix])
  }
}

/**
 * The compiler's copies of a function: `f.isra.0`, `f.part.12`, `f.constprop.0`, `f.cold.4`, `f.llvm.123`; and `.f`, as
 * powerpc's first 64-bit ABI calls the code of `f`.
 */
export const plainFunction = (name: string): string => {
  const dot = name.indexOf('.', 1)
  const from = name.startsWith('.') ? 1 : 0
  return dot > 0 ? name.slice(from, dot) : name.slice(from)
}

/**
 * Names of helpers that stand in the names of the functions that only wrap them for a subsystem: `btrfs_tree_read_lock`,
 * `smsusb_submit_urb`, `media_device_unregister`, `bpf_prog_array_copy_to_user`. Only such as no function of another
 * meaning has in its name.
 */
const wrapped: readonly Group[] = [
  {
    why: 'copies to and from user space, and strings on the way to a device or a new program',
    names: words('copy_to_user copy_from_user copy_string _string_')
  },
  {
    why: 'locks',
    names: words(`
      read_lock read_trylock read_unlock write_lock write_trylock write_unlock spin_lock spin_unlock mutex_lock
      mutex_unlock lockdep`)
  },
  { why: 'reference counts', names: words('refcount kref_ get_device') },
  {
    why: 'memory allocators',
    names: words(`
      kmalloc kzalloc kcalloc krealloc kvmalloc kmem_cache kmemdup kstrdup slab_alloc slab_free alloc_pages
      alloc_skb kfree_skb vmalloc vzalloc`)
  },
  { why: 'memory and string functions', names: words('memcpy memset memmove memcmp strcpy strcmp strlen') },
  { why: 'lists', names: words('list_add list_del') },
  { why: 'device core', names: words('device_add device_del device_register device_unregister usb_submit_urb') },
  { why: 'sanitizers and reports', names: words('kasan kcsan asan_ ubsan printk dump_stack panic') }
]

const wrapper = new RegExp(`${wrapped.flatMap((group) => group.names).join('|')}|_string$`)

const isListed = (plain: string): boolean =>
  exact.has(plain) ||
  wrapper.test(plain) ||
  (prefixes.get(plain.slice(0, 2)) ?? []).some((prefix) => plain.startsWith(prefix))

/** Since 6.10 an allocator that is profiled has this at the end of its name (include/linux/alloc_tag.h). */
const profiled = '_noprof'

const looksGeneric = (plain: string): boolean =>
  isListed(plain) || (plain.endsWith(profiled) && isListed(plain.slice(0, -profiled.length)))

/** Names looked up before; forgotten together when there are too many of them. */
const known = new Map<string, boolean>()
const mostKnown = 4096

export const isGeneric = (name: string): boolean => {
  const plain = plainFunction(name)
  const before = known.get(plain)
  if (before !== undefined) return before
  const generic = looksGeneric(plain)
  if (known.size >= mostKnown) known.clear()
  known.set(plain, generic)
  return generic
}
