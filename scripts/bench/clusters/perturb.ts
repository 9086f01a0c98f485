/**
 * One crash as another machine, build or boot would have printed it. Each change may or may not be made, as the
 * random numbers fall; the lines stay those of one crash.
 */
const hex = (random: () => number, digits: number): string =>
  Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('')

const below = (random: () => number, limit: number): number => Math.floor(random() * limit)

type Change = (lines: readonly string[], random: () => number) => readonly string[]

const each =
  (change: (line: string, random: () => number) => string): Change =>
  (lines, random) =>
    lines.map((line) => change(line, random))

/** Kernel addresses move with KASLR; the same old address gets the same new one. */
const addresses: Change = (lines, random) => {
  const moved = new Map<string, string>()
  return lines.map((line) =>
    line.replace(/\bffff[0-9a-f]{12}\b/g, (address) => {
      const known = moved.get(address) ?? `ffff${hex(random, 12)}`
      moved.set(address, known)
      return known
    })
  )
}

const tasks: Change = (lines, random) => {
  const pid = String(100 + below(random, 30000))
  const cpu = String(below(random, 8))
  return lines.map((line) =>
    line
      .replace(/\bPID: \d+/g, `PID: ${pid}`)
      .replace(/\bCPU: \d+/g, `CPU: ${cpu}`)
      .replace(/\btask (\S+?)[/:]\d+(?=[ :])/g, `task $1/${pid}`)
  )
}

const offsets = each((line, random) =>
  /Call Trace|RIP|^\W*(?:\[|<|\?|\w)/.test(line)
    ? line.replace(/\+0x[0-9a-f]+\/0x[0-9a-f]+/g, () => `+0x${hex(random, 2)}/0x1${hex(random, 2)}`)
    : line
)

const commits = each((line, random) =>
  line.replace(/-g[0-9a-f]{7,12}\b/g, `-g${hex(random, 12)}`).replace(/ #\d+(?=\s|$)/, ` #${below(random, 9)}`)
)

const frameLine = /^(?:\[[^\]]*\]\s?)*\s+(\?\s)?([A-Za-z_][\w.]*)\+0x[0-9a-f]+\/0x[0-9a-f]+/

/** gcc and clang split other functions on each build. */
const copies = each((line, random) => {
  const match = frameLine.exec(line)
  if (match === null) return line
  if (random() < 0.3) return line.replace(/([A-Za-z_]\w*)(?:\.(?:isra|constprop|part|cold)(?:\.\d+)?)+\+0x/, '$1+0x')
  const suffix = ['.isra.0', '.constprop.0', '.part.0', '.cold'][below(random, 4)] ?? ''
  return random() < 0.25 ? line.replace(/([A-Za-z_]\w*)\+0x/, `$1${suffix}+0x`) : line
})

const wrappers: Change = (lines, random) => {
  const [full, se, inner] = [
    ['__x64_sys_', '__se_sys_', '__do_sys_'],
    ['__arm64_sys_', '__se_sys_', '__do_sys_'],
    ['SyS_', 'SyS_', 'SYSC_'],
    ['__ia32_sys_', '__se_sys_', '__do_sys_']
  ][below(random, 4)] ?? ['', '', '']
  return lines.map((line) =>
    line
      .replace(/\b__x64_sys_(?=\w)/g, full ?? '')
      .replace(/\b__se_sys_(?=\w)/g, se ?? '')
      .replace(/\b__do_sys_(?=\w)/g, inner ?? '')
  )
}

/** Debug information was not at hand: no inline frames, no files and lines. */
const unsymbolized: Change = (lines) =>
  lines
    .filter((line) => !/\[inline\]\s*$/.test(line))
    .map((line) => (frameLine.test(line) ? line.replace(/ [\w./-]+\.[chS]:\d+(?= |$)/, '') : line))

/** What lies on a stack and is no caller. */
const remnants = [
  '_raw_spin_unlock_irqrestore',
  'lock_acquire',
  'find_held_lock',
  'kasan_quarantine_put',
  'vprintk_emit',
  'preempt_schedule_thunk',
  'finish_task_switch',
  'up_read',
  'memset_erms',
  'rcu_read_unlock'
]

const unreliable: Change = (lines, random) =>
  lines.flatMap((line) => {
    const match = frameLine.exec(line)
    if (match === null || match[1] !== undefined || random() > 0.35) return [line]
    const name = remnants[below(random, remnants.length)] ?? ''
    const indent = line.slice(0, line.indexOf(match[2] ?? ''))
    return [`${indent}? ${name}+0x${hex(random, 2)}/0x1${hex(random, 2)}`, line]
  })

/** The console went away: what is left ends some frames into the last third. */
const cutTail: Change = (lines, random) => {
  const first = lines.findIndex((line) => frameLine.test(line))
  if (first < 0) return lines
  const frames = lines.flatMap((line, at) => (frameLine.test(line) ? [at] : []))
  const kept = frames[Math.min(frames.length - 1, Math.max(11, Math.floor(frames.length * (0.66 + random() * 0.34))))]
  return lines.slice(0, (kept ?? lines.length) + 1)
}

const noise = [
  'usb 1-1: new high-speed USB device number 5 using dummy_hcd',
  'audit: type=1400 audit(1600000000.123:45): avc:  denied  { read }',
  'IPv6: ADDRCONF(NETDEV_CHANGE): veth1: link becomes ready',
  'batman_adv: batadv0: Interface activated: batadv_slave_1',
  'EXT4-fs (loop0): mounted filesystem without journal',
  'hrtimer: interrupt took 44123 ns'
]

const stamped = /^\[\s*\d+\.\d+\]/

/** Console times and callers, and another CPU that talks in between. */
const interleaved: Change = (lines, random) => {
  if (lines.some((line) => stamped.test(line))) return lines
  let time = 50 + random() * 100
  const caller = 1000 + below(random, 9000)
  const stamp = (text: string, who: string): string => {
    time += random() / 1000
    return `[${time.toFixed(6).padStart(12)}][${who.padStart(6)}] ${text}`
  }
  return lines.flatMap((line) => {
    const own = stamp(line, `T${caller}`)
    return random() < 0.08 ? [stamp(noise[below(random, noise.length)] ?? '', 'C1'), own] : [own]
  })
}

const changes: readonly { readonly change: Change; readonly often: number }[] = [
  { change: addresses, often: 0.9 },
  { change: tasks, often: 0.9 },
  { change: offsets, often: 0.8 },
  { change: commits, often: 0.8 },
  { change: copies, often: 0.5 },
  { change: wrappers, often: 0.5 },
  { change: unsymbolized, often: 0.3 },
  { change: unreliable, often: 0.5 },
  { change: cutTail, often: 0.3 },
  { change: interleaved, often: 0.4 }
]

export const perturbed = (text: string, random: () => number): string => {
  let lines: readonly string[] = text.split('\n')
  for (const { change, often } of changes) if (random() < often) lines = change(lines, random)
  return lines.join('\n')
}

/** What a line looks like after it went through something, by the second in which it was printed. */
const shapes: readonly ((line: string, second: string) => string)[] = [
  (line) => line,
  (line) => `${line}\r`,
  (line) => `<4>${line}`,
  (line, second) => `Mar  7 10:11:${second} wobble kernel: ${line}`,
  (line, second) => `2024-03-07T10:11:${second}.123456+01:00 wobble kernel: ${line}`,
  (line, second) => (stamped.test(line) ? line.replace(stamped, `[Thu Mar  7 10:11:${second} 2024]`) : line)
]

/** The log as a serial console, a syslog, a journal or `dmesg -T` would have it. */
export const inOtherShape = (text: string, random: () => number): string => {
  const shape = shapes[below(random, shapes.length)] ?? ((line: string) => line)
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
  return lines
    .map((line, at) => shape(line, String(Math.min(59, 10 + Math.floor(at / 100))).padStart(2, '0')))
    .join('\n')
}
