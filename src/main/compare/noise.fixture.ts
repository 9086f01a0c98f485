/**
 * Changes to the text of a log that make no other crash of it: what two logs of one crash differ in anyway. The same
 * seed gives the same change.
 */
export type Random = (below: number) => number

/** Mulberry32: small, and the same everywhere. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

type Renamer = (from: string) => string

/** One new name for each old one, and no name twice. */
const renamer = (make: (from: string) => string): Renamer => {
  const known = new Map<string, string>()
  const taken = new Set<string>()
  return (from) => {
    let to = known.get(from)
    for (let tries = 0; to === undefined; tries += 1) {
      const made = make(from)
      if (tries < 1000 && (taken.has(made) || made === from)) continue
      to = made
    }
    known.set(from, to)
    taken.add(to)
    return to
  }
}

const digits = (random: Random, count: number, base: number): string =>
  Array.from({ length: count }, () => random(base).toString(base)).join('')

export type NoiseTransform = (text: string, random: Random) => string

/** Kernel pointers of 64 and 32 bits, and user space's: the page changes, the place in it stays. */
const addresses: NoiseTransform = (text, random) => {
  const rename = renamer((from) => {
    const kept = from.length === 8 ? 1 : from.startsWith('ffff') ? 6 : 7
    return `${from.slice(0, kept)}${digits(random, from.length - kept - 3, 16)}${from.slice(-3)}`
  })
  const wide = /(?<![\w.])(0x)?(ffff(?!f{9})[0-9a-f]{12}|00007f[0-9a-f]{10})(?!\w)/g
  const known = new Set(
    [...text.matchAll(/(?<=\[<|(?<!Code): )(?!f{5})[c-f][0-9a-f]{7}(?=>\]|[ )])/g)].map(([value]) => value)
  )
  return text
    .replaceAll(wide, (_, mark: string | undefined, value: string) => (mark ?? '') + rename(value))
    .replaceAll(
      /(?<![\w.])(0x|0{8})?([c-f][0-9a-f]{7})(?!\w)/g,
      (all: string, mark: string | undefined, value: string) => (known.has(value) ? (mark ?? '') + rename(value) : all)
    )
}

const pids: NoiseTransform = (text, random) => {
  const rename = renamer((pid) => String(1 + random(9)) + digits(random, pid.length - 1, 10))
  return text
    .replaceAll(
      /(\b(?:PID|[Pp]id|tgid|ppid|TGID)[:=]? ?)(\d+)\b/g,
      (_, word: string, pid: string) => word + rename(pid)
    )
    .replaceAll(/(\b(?:by |of |for )task )(\d+)\b/g, (_, word: string, pid: string) => word + rename(pid))
    .replaceAll(/(\bby (?:task )?[\w.:/-]+\/)(\d+)\b/g, (_, word: string, pid: string) => word + rename(pid))
    .replaceAll(/(\btask [\w.-]+:)(\d+)(?= blocked)/g, (_, word: string, pid: string) => word + rename(pid))
    .replaceAll(
      /(\bstuck for \d+s! \[[^\]\n]{1,30}:)(\d+)(?=\])/g,
      (_, word: string, pid: string) => word + rename(pid)
    )
    .replaceAll(
      /(\b[\w.-]+\/)(\d+)(?= is (?:trying|freeing|leaving|exiting))/g,
      (_, word: string, pid: string) => word + rename(pid)
    )
}

const cpus: NoiseTransform = (text, random) => {
  const rename = renamer((cpu) => (cpu.length === 1 ? String(random(10)) : String(10 + random(90))))
  return text.replaceAll(
    /(\bCPU: |\bon cpu |\bCPU#|\bfor cpu |\bCPU |\bcpu=|\bfrom CPU )(\d+)\b/g,
    (_, word: string, cpu: string) => word + rename(cpu)
  )
}

const times: NoiseTransform = (text, random) => {
  const shift = random(5000)
  return text
    .replaceAll(
      /\[( *)(\d+)\.(\d{6})\]/g,
      (_, _blanks: string, seconds: string, rest: string) => `[${String(Number(seconds) + shift).padStart(5)}.${rest}]`
    )
    .replaceAll(/\bjiffies (\d{6,})/g, (_, jiffies: string) => `jiffies ${Number(jiffies) + shift}`)
    .replaceAll(
      /\(age (\d+)\.(\d{3})s\)/g,
      (_, seconds: string, rest: string) => `(age ${Number(seconds) + random(9)}.${rest}s)`
    )
    .replaceAll(/\bt=(\d+) jiffies/g, (_, jiffies: string) => `t=${Number(jiffies) + shift} jiffies`)
}

const callers: NoiseTransform = (text, random) => {
  const rename = renamer(() => String(1 + random(30_000)))
  return text.replaceAll(/(\.\d{6}\]\[ *T)(\d+)(?=\])/g, (_, word: string, task: string) => word + rename(task))
}

/** Names of tasks, wherever they stand: those of fuzzers, and those that a `Comm:` tells. */
const commands: NoiseTransform = (text, random) => {
  const rename = renamer((from) => {
    if (from.startsWith('syz.')) return `syz.${random(9)}.${random(5000)}`
    if (from.startsWith('syzkaller')) return `syzkaller${digits(random, 6, 10)}`
    if (from.startsWith('kworker/')) return `kworker/${from.includes('/u') ? 'u' : ''}${random(9)}:${random(9)}`
    return from.startsWith('syz') ? `syz-executor.${random(64)}` : `task_${digits(random, 4, 36)}`
  })
  const names = new Set(
    [...text.matchAll(/\bComm: ([\w./:-]{3,15})(?= (?:Not t|T)ainted)/g)].map(([, name = '']) => name)
  )
  let changed = text.replaceAll(/\bsyz\.\d+\.\d+|\bsyzkaller\d{3,}|\bsyz-executor(?:\.?\d+)?(?![\w-])/g, rename)
  for (const name of names) {
    if (name.startsWith('syz')) continue
    const to = rename(name)
    for (const [before, after] of [
      ['Comm: ', ' '],
      ['by task ', '/'],
      ['held by ', '/'],
      ['task ', ':'],
      ['comm "', '"']
    ] as const) {
      changed = changed.replaceAll(`${before}${name}${after}`, `${before}${to}${after}`)
    }
  }
  return changed
}

const commits: NoiseTransform = (text, random) => {
  const rename = renamer((from) => digits(random, from.length, 16))
  return text
    .replaceAll(/(-g)([0-9a-f]{7,12})(?=[\s-]|$)/gm, (_, mark: string, commit: string) => mark + rename(commit))
    .replaceAll(
      /(ainted[^\n#]{0,120} #)(\d+)\b/g,
      (_, word: string, build: string) => word + String(1 + random(9)) + digits(random, build.length - 1, 10)
    )
}

const prefixes: NoiseTransform = (text, random) => {
  const kernelTime = /^(?:<\d>)?\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? /
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  // Lines without a time are a mailer's, which wrapped them, or other programs'.
  if (lines.filter((line) => kernelTime.test(line)).length < lines.length * 0.95) return text
  const day = 1 + random(27)
  const put = [
    (line: string) => `<4>${line}`,
    (line: string) => `Nov ${String(day).padStart(2)} 12:${String(random(60)).padStart(2, '0')}:00 host kernel: ${line}`
  ][random(2)]
  return text
    .split('\n')
    .map((line) => (put !== undefined && kernelTime.test(line) && !line.startsWith('<') ? put(line) : line))
    .join('\n')
}

const moduleOrder: NoiseTransform = (text, random) =>
  text.replaceAll(/(Modules linked in: )([^\n[]+)/g, (_, head: string, list: string) => {
    const end = /\s*$/.exec(list)?.[0] ?? ''
    const modules = list.trim().split(' ')
    for (let at = modules.length - 1; at > 0; at -= 1) {
      const other = random(at + 1)
      ;[modules[at], modules[other]] = [modules[other] ?? '', modules[at] ?? '']
    }
    return head + modules.join(' ') + end
  })

const functions = [
  'lock_acquire',
  'find_held_lock',
  'memset_orig',
  'vprintk_emit',
  '__might_sleep',
  'finish_task_switch'
]

/** Behind frames of x86 that are printed the way the kernel prints them. */
const unreliable: NoiseTransform = (text, random) =>
  text.replaceAll(
    /^(.*?)((?:\[<[0-9a-f]{16}>\] )?)([a-z_][\w.]*\+0x[0-9a-f]+\/0x[0-9a-f]+)([^\n]*)$/gm,
    (line: string, lead: string, address: string, _frame: string, rest: string) => {
      if (!/^(?:<\d>)?(?:\[ *\d+\.\d+\](?:\[ *[TC]\d+\])?)? +$/.test(lead) || random(4) > 0 || line.includes('RIP'))
        return line
      const name = functions[random(functions.length)] ?? ''
      const end = rest.endsWith('\r') ? '\r' : ''
      return `${line}\n${lead}${address}? ${name}+0x${random(200).toString(16)}/0x${(200 + random(999)).toString(16)}${end}`
    }
  )

/** Behind the end of a trace the kernel prints the registers again (arch/x86/kernel/dumpstack.c, oops_end). */
const secondDump: NoiseTransform = (text) => {
  const lines = text.split('\n')
  const end = lines.findIndex((line) => line.includes('---[ end trace'))
  if (end < 0 || /\bRIP\b/.test(lines[end + 1] ?? '')) return text
  const start = lines.findIndex((line) => /\bRIP: 0010:/.test(line))
  if (start < 0 || start > end) return text
  let to = start + 1
  while (to < end && /\b(?:RSP|RAX|RDX|RBP|R10|R13|FS|CS|CR2|DR0|DR3): |Code: /.test(lines[to] ?? '')) to += 1
  return [...lines.slice(0, end + 1), ...lines.slice(start, to), ...lines.slice(end + 1)].join('\n')
}

export const noiseTransforms: Readonly<Record<string, NoiseTransform>> = {
  addresses,
  pids,
  cpus,
  times,
  callers,
  commands,
  commits,
  prefixes,
  moduleOrder,
  unreliable,
  secondDump
}

export const allNoise: NoiseTransform = (text, random) =>
  Object.values(noiseTransforms).reduce((changed, transform) => transform(changed, random), text)
