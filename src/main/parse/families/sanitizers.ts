import { isGeneric, plainFunction } from '../stack/generic-functions.ts'
import { crashFunctions, functionIn, functionOnLine, stackFunctions } from './candidates.ts'
import type { Evidence, Family, Naming } from './family.ts'
import { handsOnTransfer } from './warnings.ts'

/** Read or Write, from the line below the header (mm/kasan/report.c, print_error_description). */
const accessOf = (evidence: Evidence): 'Read' | 'Write' | null => {
  for (const line of evidence.lines.slice(0, 12)) {
    const match =
      /^(Read|Write) (?:of size|at addr)/.exec(line.text.trim()) ??
      /^(Read|Write|read|write) of size/.exec(line.text.trim())
    if (match !== null) return match[1]?.toLowerCase() === 'write' ? 'Write' : 'Read'
  }
  return null
}

/** What the header says, over its inline copies. */
const headerFunctions = (evidence: Evidence): readonly string[] =>
  evidence.lines
    .slice(0, 6)
    .filter((line) => line.text.includes('BUG: KASAN: '))
    .flatMap((line) => functionIn(line.text))

const kasanType = (bug: string, access: string): string => {
  if (bug.includes('use-after-free')) return `KASAN-USE-AFTER-FREE-${access}`
  if (bug === 'null-ptr-deref') return `KASAN-NULL-POINTER-DEREFERENCE-${access}`
  return `KASAN-${access}`
}

const kasan = (bug: string, evidence: Evidence): Naming | null => {
  const access = accessOf(evidence)
  if (access === null) return null
  const stack = stackFunctions(evidence)
  return {
    title: `KASAN: ${bug} ${access} in %f`,
    alts: ['bad-access in %f'],
    // A trace that was cut within the reporter says nothing: the header names the function too.
    candidates: [...stack, ...headerFunctions(evidence)],
    type: kasanType(bug, access.toUpperCase())
  }
}

/** Where the leaked bytes were allocated without being filled. */
const originOf = (evidence: Evidence): readonly string[] => {
  const created = evidence.data.stacks.find((stack) => stack.title.startsWith('Uninit was created at'))
  const origin = created?.frames.find((frame) => !isGeneric(frame.function))
  return origin === undefined ? [] : [`KMSAN origin in ${plainFunction(origin.function)}`]
}

/**
 * After the trace comes where the bytes were stored and created, or in old kernels `Call Trace:` above it
 * (mm/kmsan/report.c, kmsan_report): another report broke in where there is none of these.
 */
const brokenOff = (evidence: Evidence): { readonly corrupted?: string } =>
  evidence.data.kinds.slice(evidence.data.kinds.length - evidence.lines.length).includes('stack-header')
    ? {}
    : { corrupted: 'the report breaks off before it says where the memory came from' }

const lower = (text: string): string => text.toLowerCase()

/** Ciphers and hashes only pass on what they were given: the caller handed over the bytes. */
const isCipher = (name: string): boolean =>
  /^(?:aes|crypto|cipher|drbg|jent|sha\d|md5|chacha|poly1305|gf128|ghash|cbc|ctr|ecb|xts|skcipher|aead|akcipher|rng|hmac|des|blake2)[a-z0-9]{0,12}_/.test(
    name
  )

export const sanitizers: readonly Family[] = [
  {
    name: 'KASAN invalid free',
    example: 'BUG: KASAN: double-free or invalid-free in kfree+0x10/0x20',
    header: /^BUG: KASAN: (?:double-free|invalid-free)/,
    kind: 'memory-safety',
    type: 'KASAN-INVALID-FREE',
    naming: (_, evidence) => {
      const stack = stackFunctions(evidence)
      return {
        title: 'KASAN: invalid-free in %f',
        alts: ['invalid-free in %f'],
        candidates: stack.length > 0 ? stack : functionIn(evidence.header)
      }
    }
  },
  {
    name: 'KASAN null-ptr-deref without a function',
    example: 'BUG: KASAN: null-ptr-deref on address           (null)',
    header: /^BUG: KASAN: ([a-z-]{1,40}) on address/,
    kind: 'memory-safety',
    type: 'KASAN-READ',
    naming: (match, evidence) => {
      const access = accessOf(evidence) ?? 'Read'
      return { title: `KASAN: ${match[1] ?? ''} ${access}`, type: kasanType(match[1] ?? '', access.toUpperCase()) }
    }
  },
  {
    name: 'KASAN',
    example: 'BUG: KASAN: slab-use-after-free in f+0x10/0x20',
    header: /^BUG: KASAN: ([a-z-]{1,40}(?: or [a-z-]{1,40})?) in(?: |$)/,
    kind: 'memory-safety',
    type: 'KASAN-READ',
    naming: (match, evidence) => kasan(match[1] ?? '', evidence)
  },
  {
    name: 'KASAN, torn after the header',
    example: 'BUG: KASAN: use-after-free in f+0x10/0x20 at addr ffff88000012c43a',
    header: /^BUG: (KASAN: ([a-z-]{1,40}(?: or [a-z-]{1,40})?) in .{1,200})$/,
    kind: 'memory-safety',
    type: 'KASAN-READ',
    naming: (match) => {
      const text = match[1] ?? ''
      const bug = match[2] ?? ''
      return {
        title: text.includes(' at addr ') ? text : `KASAN: ${bug} in %f`,
        candidates: functionIn(text),
        chosen: true,
        corrupted: 'the line that says what was accessed is missing',
        needsStack: false,
        type: kasanType(bug, 'READ')
      }
    }
  },
  {
    name: 'KMSAN leak to user space or a device',
    example: 'BUG: KMSAN: kernel-infoleak in _copy_to_user+0x1c9/0x270',
    header: /^BUG: KMSAN: (kernel-(?:[a-z]{1,12}-)?infoleak(?:-after-free)?)/,
    kind: 'memory-safety',
    type: 'KMSAN-INFO-LEAK',
    naming: (match, evidence) => ({
      title: `KMSAN: ${match[1] ?? ''} in %f`,
      alts: match[1] === 'kernel-usb-infoleak' ? originOf(evidence) : ['bad-access in %f'],
      candidates: stackFunctions(evidence),
      skip: (name) => handsOnTransfer.test(name)
    })
  },
  {
    name: 'KMSAN',
    example: 'BUG: KMSAN: uninit-value in f+0x10/0x20',
    header: /^BUG: KMSAN: (uninit-value|use-after-free) in /,
    kind: 'memory-safety',
    type: 'KMSAN-UNINIT-VALUE',
    naming: (match, evidence) => ({
      title: `KMSAN: ${match[1] ?? ''} in %f`,
      alts: ['bad-access in %f'],
      candidates: stackFunctions(evidence),
      skip: isCipher,
      ...brokenOff(evidence),
      type: match[1] === 'use-after-free' ? 'KMSAN-USE-AFTER-FREE-READ' : 'KMSAN-UNINIT-VALUE'
    })
  },
  {
    name: 'KCSAN',
    example: 'BUG: KCSAN: data-race in f / g',
    header: /^BUG: KCSAN: ((?:assert: )?[a-z-]{1,40}) in (\S{1,200})(?: \[[\w-]{1,64}\])?(?: \/ (\S{1,200}))?/,
    kind: 'data-race',
    type: 'DATARACE',
    naming: (match) => ({
      title: `KCSAN: ${match[1] ?? ''} in ${match[3] === undefined ? (match[2] ?? '') : `${match[2] ?? ''} / ${match[3]}`}`
    })
  },
  {
    name: 'KFENCE memory corruption',
    example: 'BUG: KFENCE: memory corruption in krealloc+0x60/0xd0',
    header: /^BUG: KFENCE: memory corruption/,
    kind: 'memory-safety',
    type: 'KFENCE-MEMORY-CORRUPTION',
    naming: (_, evidence) => ({ title: 'KFENCE: memory corruption in %f', candidates: stackFunctions(evidence) })
  },
  {
    name: 'KFENCE invalid free',
    example: 'BUG: KFENCE: invalid free in f+0x10/0x20',
    header: /^BUG: KFENCE: invalid free/,
    kind: 'memory-safety',
    type: 'KFENCE-INVALID-FREE',
    naming: (_, evidence) => ({
      title: 'KFENCE: invalid free in %f',
      alts: ['invalid-free in %f'],
      candidates: stackFunctions(evidence)
    })
  },
  {
    name: 'KFENCE',
    example: 'BUG: KFENCE: use-after-free read in f+0x10/0x20',
    header: /^BUG: KFENCE: (use-after-free|out-of-bounds|invalid) (read|write) in /,
    kind: 'memory-safety',
    type: 'KFENCE-READ',
    naming: (match, evidence) => {
      const access = (match[2] ?? '').toUpperCase()
      return {
        title: `KFENCE: ${match[1] ?? ''} ${match[2] ?? ''} in %f`,
        alts: ['bad-access in %f'],
        candidates: stackFunctions(evidence),
        type: match[1] === 'use-after-free' ? `KFENCE-USE-AFTER-FREE-${access}` : `KFENCE-${access}`
      }
    }
  },
  {
    name: 'UBSAN',
    example: 'UBSAN: array-index-out-of-bounds in fs/f.c:12:3',
    header: /^UBSAN: ([A-Za-z][A-Za-z -]{1,60}) in /,
    kind: 'bug',
    type: 'UBSAN',
    naming: (match, evidence) => {
      const bug = lower(match[1] ?? '').replaceAll(' ', '-')
      return {
        title: `UBSAN: ${bug} in %f`,
        alts: bug === 'array-index-out-of-bounds' ? ['bad-access in %f'] : [],
        candidates: crashFunctions(evidence),
        kind: bug === 'array-index-out-of-bounds' ? 'memory-safety' : 'bug'
      }
    }
  },
  {
    name: 'memory leak',
    example: 'BUG: memory leak',
    header: /^BUG: memory leak/,
    kind: 'leak',
    type: 'LEAK',
    naming: (_, evidence) => ({
      title: 'memory leak in %f',
      needsStack: false,
      candidates: evidence.data.stacks
        .flatMap((stack) => (stack.kind === 'crash' || stack.kind === 'allocated' ? stack.frames : []))
        .map((frame) => frame.function),
      skip: (name) => name.includes('alloc')
    })
  },
  {
    name: 'BUG in a list',
    example: 'kernel BUG at lib/list_debug.c:64!',
    header: /^kernel BUG at \S{0,200}lib\/list_debug\.c/i,
    kind: 'memory-safety',
    type: 'MEMORY_SAFETY_BUG',
    naming: (_, evidence) => ({
      title: 'BUG: corrupted list in %f',
      alts: ['bad-access in %f'],
      candidates: crashFunctions(evidence)
    })
  },
  {
    name: 'copy to or from user space outside an object',
    example: 'kernel BUG at mm/usercopy.c:84!',
    // The function stands there where the kernel was built without the names of its files.
    header: /^kernel BUG at (?:\S{0,200}mm\/usercopy\.c|\.?usercopy_abort\+)/i,
    kind: 'memory-safety',
    type: 'BUG',
    naming: (_, evidence) => ({
      title: 'BUG: bad usercopy in %f',
      skip: (name) => name.startsWith('usercopy_'),
      candidates: [...crashFunctions(evidence), ...functionOnLine(evidence, 'RIP')]
    })
  }
]
