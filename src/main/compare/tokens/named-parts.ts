import type { NoiseClass } from '../../../shared/model/comparison.ts'
import { noiseToken, type NoiseToken } from './noise-token.ts'
import { plainName } from './spelling.ts'

/**
 * Parts of a line that are known by the words around them: names of tasks, functions with their offsets, releases,
 * times. Each pattern is linear and tried only where its word stands in the line.
 */
type Part = {
  readonly example: string
  /** One of these must be in the line. */
  readonly words: readonly string[]
  readonly pattern: RegExp
  /** Class of each group of the pattern. */
  readonly groups: readonly NoiseClass[]
}

const task = String.raw`[^\s:]{1,32}(?::[^\s:/]{1,16})?`

/**
 * `uname -r` and the start of `uname -v` (init/version.c): version; what of it is one build's; build number, words of the
 * configuration, and a distribution's own name and date.
 */
const release = String.raw`\d+\.\d+(?:\.\d+)?(?:-rc\d+)?([-+][\w.+~-]{0,80})?(?: (#\d{1,6}[\w.~+-]{0,40})(?:(?: (?:SMP|PREEMPT\S{0,20}|NUMA))*( .{1,100})?)?| ?$)`

const months = ['Jan ', 'Feb ', 'Mar ', 'Apr ', 'May ', 'Jun ', 'Jul ', 'Aug ', 'Sep ', 'Oct ', 'Nov ', 'Dec ']

const parts: readonly Part[] = [
  {
    example: 'CPU: 1 PID: 2988 Comm: syz.3.17 Not tainted 6.1.0 #1',
    words: ['Comm: '],
    pattern: /Comm: (.{1,32}?)(?= Not tainted| Tainted| Kdump|  ?\d+\.\d|$)/dg,
    groups: ['command']
  },
  {
    example: 'comm "kworker/u5:0", pid 1543',
    words: ['comm'],
    pattern: /\bcomm[:=]? ?"?([^",]{1,16})(?:[",]|$)/dg,
    groups: ['command']
  },
  {
    example: 'task:syz state:D stack:0',
    words: ['task:'],
    pattern: /\btask:(\S{1,32})(?= +state:)/dg,
    groups: ['command']
  },
  {
    example: 'INFO: task syz-executor.3:4567 blocked for more than 143 seconds.',
    words: ['task '],
    pattern: new RegExp(String.raw`\btask (${task}):(\d{1,10})\b(?![/:])`, 'dg'),
    groups: ['command', 'pid']
  },
  {
    example: '2 locks held by kworker/0:1/10:',
    words: [' by '],
    pattern: /\bby (?:task )?(\S{1,32})\/(\d{1,10})\b/dg,
    groups: ['command', 'pid']
  },
  {
    example: 'BUG: using smp_processor_id() in preemptible [00000000] code: mount/12',
    words: ['code: ', 'CPU#', ' still has locks', 'owner: ', 'atomic: '],
    pattern: /(?:code: |CPU#\d{1,4}[,:] |BUG: |WARNING: |owner: |atomic: )(\S{1,32})\/(\d{1,10})(?=[\s,/]|$)/dg,
    groups: ['command', 'pid']
  },
  {
    example: 'in_atomic(): 1, irqs_disabled(): 0, non_block: 0, pid: 12, name: mount',
    words: [', name: '],
    pattern: /\bpid: \d{1,10}, name: (.{1,16})$/dg,
    groups: ['command']
  },
  {
    example: '2 locks held by mount/12: the locks themselves stand below',
    words: [' held by '],
    pattern: /((?:no|\d{1,5}) locks?)(?= held by )/dg,
    groups: ['counter']
  },
  {
    example: 'syz-executor/123 is trying to acquire lock:',
    words: [' is ', ' just ', '[HC', ' takes'],
    pattern: /^\s*(\S{1,32})\/(\d{1,10})(?= is | just | \[HC| takes)/dg,
    groups: ['command', 'pid']
  },
  {
    example: 'watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [syz-executor:123]',
    words: ['stuck for', 'lockup'],
    pattern: /\[([^\]]{1,32}):(\d{1,10})\]/dg,
    groups: ['command', 'pid']
  },
  {
    example: 'Process mount (pid: 12, ',
    words: ['rocess '],
    pattern: /\b[Pp]rocess (\S{1,32}) \(pid: (\d{1,10})/dg,
    groups: ['command', 'pid']
  },
  {
    example: 'a fuzzer, or a thread of a CPU, anywhere: kworker/0:1',
    words: ['syz', 'kworker/', 'swapper/', 'ksoftirqd/', 'migration/', 'cpuhp/', 'rcuc/', 'rcuop/', 'rcuog/'],
    pattern:
      /(?<![\w/.-])(syz-executor[\w.-]{0,16}|syz-\w{1,12}|syzkaller\d{1,10}|syz[._]\d{1,6}[._]\d{1,8}|kworker\/(?:u?\d{1,4}:\d{1,4}H?(?:[-+]\w{1,16})?|R-[\w-]{1,16})|(?:swapper|ksoftirqd|migration|cpuhp|rcuc|rcuop|rcuog)\/\d{1,5})(?:\/(\d{1,10})(?![\w/]))?/dg,
    groups: ['command', 'pid']
  },
  {
    example: 'syz-executor.0  D27632  6800   6794 0x00004000',
    words: [' 0x'],
    pattern: /^(\S{1,16}) +[A-Z] {0,2}(?:running task +)?(\d{1,6}) +(\d{1,10}) +(\d{1,10}) (0x[0-9a-f]{8,16})/dg,
    groups: ['command', 'counter', 'pid', 'pid', 'counter']
  },
  {
    example: 'ffff888012345678 (&mm->mmap_lock){++++}-{4:4}, with the contexts it was used in since the boot',
    words: ['){'],
    pattern: /(?<=\))\{([-+.?]{4,8})\}/dg,
    groups: ['counter']
  },
  {
    example: 'Not tainted 4.14.0-rc5-next-20171018+ #36',
    words: ['ainted', 'Linux version'],
    pattern: new RegExp(String.raw`(?:ainted|Linux version) ${release}`, 'dg'),
    groups: ['build', 'build', 'build']
  },
  {
    example: '4.15.0-rc3-00142-g4856ebd99715 #199 Not tainted',
    words: [' #'],
    pattern: /^\s*\d+\.\d+(?:\.\d+)?(?:-rc\d+)?([-+][\w.+~-]{0,80})? (#\d{1,6})\b/dg,
    groups: ['build', 'build']
  },
  {
    example: 'BIOS rel-1.16.0-0-gd239552ce722-prebuilt.qemu.org',
    words: ['-g'],
    pattern: /-g([0-9a-f]{7,40})(?![0-9a-z])/dg,
    groups: ['build']
  },
  {
    example: 'the time of another message: [   45.871305]',
    words: ['[ ', '[0', '[1', '[2', '[3', '[4', '[5', '[6', '[7', '[8', '[9'],
    pattern: /(\[ {0,12}\d{1,10}\.\d{6}\])/dg,
    groups: ['timestamp']
  },
  {
    example: 'Tainted: G        W          6.1.0-rc7-00142-g4856ebd99715 #0',
    words: ['Tainted: '],
    pattern: new RegExp(String.raw`Tainted: [^\d#]{0,128}?${release}`, 'dg'),
    groups: ['build', 'build', 'build']
  },
  {
    example: 'rcu: 	1-....: (997 ticks this GP) idle=609c/1/0x4000000000000000 softirq=184/184 fqs=498',
    words: ['idle='],
    pattern: /^(?:rcu:)?\s*(\d{1,4})-[^:\s]{1,8}: \(([^)]{1,40})\) (idle=.{1,200})$/dg,
    groups: ['cpu', 'counter', 'counter']
  },
  {
    example: '(detected by 0, t=10502 jiffies, g=1237, q=25 ncpus=2)',
    words: ['t=', 'starved for'],
    pattern: /\((?:detected by (\d{1,4}), )?(t=[^)]{1,80})\)/dg,
    groups: ['cpu', 'counter']
  },
  {
    example: 'rcu_preempt kthread starved for 10000 jiffies! g14301 f0x0',
    words: ['starved for'],
    pattern: /starved for (\d{1,12}) jiffies! (g-?\d{1,12}) (f0x[0-9a-f]{1,8})/dg,
    groups: ['counter', 'counter', 'counter']
  },
  {
    example: 'hardirqs last  enabled at (1233): [<ffffffff81>] f',
    words: ['irqs last'],
    pattern: / at \((\d{1,12})\)/dg,
    groups: ['counter']
  },
  {
    example: 'Mon Nov 16 12:00:00 UTC 2026',
    words: months,
    pattern: /\b((?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?: [A-Z]{1,5})? \d{4})\b/dg,
    groups: ['timestamp']
  },
  {
    example: 'at 71.334455s (0.5s ago)',
    words: [' at ', '(age ', 's ago'],
    pattern: /(?<![\w.])(\d{1,10}\.\d{1,9}s)\b/dg,
    groups: ['timestamp']
  }
]

const functionPattern =
  /(?<![\w.$])([A-Za-z_$][\w.$]{0,200})(\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8})((?: [\w./+-]{1,160}\.[a-zA-Z]{1,4}:\d{1,7})+)?(?= |$|\)|,|:|\])/g
const inlinePattern =
  /^(\s*(?:\[<[^>]{0,32}>\] )?(?:\? )?)([A-Za-z_$][\w.$]{0,200}) ([\w./+-]{1,160}:\d{1,7})? ?(\[inline\])$/d
const sourceLine = /(?<=[\w-]\.(?:[chS]|rs|cc|cpp|inc)):\d{1,7}\b/g

const functionParts = (text: string, into: NoiseToken[]): void => {
  for (const match of text.matchAll(functionPattern)) {
    const [, name = '', offset = '', source = ''] = match
    const [afterName, afterOffset] = [match.index + name.length, match.index + name.length + offset.length]
    const common = plainName(name)
    if (common.length !== name.length) into.push(noiseToken(match.index, afterName, 'symbol', common))
    into.push(noiseToken(afterName, afterOffset, 'offset', ''))
    if (source !== '') into.push(noiseToken(afterOffset + 1, afterOffset + source.length, 'source', ''))
  }
}

const inlineParts = (text: string, into: NoiseToken[]): void => {
  const [, , name, source, mark] = inlinePattern.exec(text)?.indices ?? []
  if (name === undefined || mark === undefined) return
  const common = plainName(text.slice(name[0], name[1]))
  if (common.length !== name[1] - name[0]) into.push(noiseToken(name[0], name[1], 'symbol', common))
  if (source !== undefined) into.push(noiseToken(source[0], source[1], 'source', ''))
  into.push(noiseToken(mark[0], mark[1], 'source', ''))
}

/** In the order of the line, none within another; where two start together, the one of the earlier pattern. */
const apart = (tokens: NoiseToken[]): readonly NoiseToken[] => {
  if (tokens.length < 2) return tokens
  tokens.sort((a, b) => a.start - b.start)
  let end = -1
  return tokens.filter((token) => {
    if (token.start < end) return false
    end = token.end
    return true
  })
}

/** Most lines hold none of the words. */
const anyWord = new RegExp(
  [...new Set(parts.flatMap(({ words }) => words))]
    .map((word) => word.replaceAll(/[[\](){}.#]/g, String.raw`\$&`))
    .join('|')
)

const wordParts = (text: string, into: NoiseToken[]): void => {
  for (const { words, pattern, groups } of parts) {
    if (!words.some((word) => text.includes(word))) continue
    for (const match of text.matchAll(pattern)) {
      groups.forEach((noise, index) => {
        const place = match.indices?.[index + 1]
        if (place !== undefined && place[0] < place[1]) into.push(noiseToken(place[0], place[1], noise))
      })
    }
  }
}

export const namedPartsOf = (text: string): readonly NoiseToken[] => {
  const found: NoiseToken[] = []
  if (text.includes('+0x')) functionParts(text, found)
  else if (text.endsWith('[inline]')) inlineParts(text, found)
  if (anyWord.test(text)) wordParts(text, found)
  if (text.includes(':') && /\.(?:c|h|S|rs|cc|cpp|inc):\d/.test(text)) {
    for (const match of text.matchAll(sourceLine)) {
      found.push(noiseToken(match.index, match.index + match[0].length, 'offset'))
    }
  }
  return apart(found)
}

/** For tests: each example must be found by its own pattern. */
export const partExamples = parts.map(({ example, pattern }) => ({ example, pattern }))
