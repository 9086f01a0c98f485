import type {
  ChainLink,
  HeldLock,
  Lock,
  LockHolder,
  LockPlace,
  Locks,
  NamedLock,
  ScenarioStep
} from '../../../../shared/model/locks.ts'
import type { Line } from '../../lines/line.ts'
import { spanOf } from '../../lines/place.ts'
import { readSource } from '../../stack/symbol.ts'
import { longestRead, type SectionReader, wholeNumber } from './section.ts'

/** `(name){usage}-{wait types}`; a name may hold brackets of its own: `(&(&x->lock)->rlock){+.+.}`. */
export const readLock = (text: string): Lock | null => {
  const close = text.lastIndexOf('){')
  const open = text.indexOf('(')
  if (open < 0 || close <= open + 1) return null
  const before = /([0-9a-f]{8,16})\s{0,4}$/.exec(text.slice(Math.max(0, open - 24), open))
  const after = /^([^}]{1,24})\}(?:-\{([^}]{1,16})\})?/.exec(text.slice(close + 2, close + 64))
  return {
    address: before?.[1] ?? null,
    name: text.slice(open + 1, close),
    usage: after?.[1] ?? null,
    waitTypes: after?.[2] ?? null
  }
}

const placePattern =
  /^(?:\[<[0-9a-f]{1,16}>\] )?([A-Za-z_][\w.$]{0,255})(?:\+0x([0-9a-f]{1,8})(?:\/0x([0-9a-f]{1,8}))?)?(?: \[([\w-]{1,63})[^\]]{0,80}\])?(?: \(?([^\s)]{1,300}))?/

const hex = (digits: string | undefined): number | null => (digits === undefined ? null : Number.parseInt(digits, 16))

/** What follows `at: `, in the spellings of all versions: with an address, a module, a source, inlined or not. */
const readPlace = (text: string): LockPlace | null => {
  const match = placePattern.exec(text)
  if (match?.[1] === undefined) return null
  return {
    function: match[1],
    offset: hex(match[2]),
    size: hex(match[3]),
    module: match[4] === 'inline' ? null : (match[4] ?? null),
    source: match[5] === undefined ? null : readSource(match[5])
  }
}

const readHeld = (line: Line, text: string, index: number | null): HeldLock | null => {
  const lock = readLock(text)
  if (lock === null) return null
  const at = text.lastIndexOf('at: ')
  return { index, lock, at: at < 0 ? null : readPlace(text.slice(at + 4).trim()), span: spanOf(line) }
}

/** `2 locks held by kworker/0:1/10:`, and with `, last CPU#1:` since 6.11. */
const holderPattern = /^(\d{1,4}|no) locks? held by (.{1,64})\/(\d{1,10})(?:\/\d{1,10})?(?:, last CPU#\d{1,5})?[:.]?$/

const roles: readonly (readonly [string, NamedLock['role']])[] = [
  [' is trying to acquire lock', 'wanted'],
  [' takes:', 'wanted'],
  ['but task is already holding', 'held'],
  ['this task is already holding', 'held'],
  ['with a lock still held there', 'held'],
  [' just changed the state of lock', 'held'],
  ['but this new dependency connects', 'other'],
  ['but this lock took another', 'other'],
  ['but this lock was taken by another', 'other'],
  ['to a HARDIRQ-irq-unsafe lock', 'other'],
  ['to a SOFTIRQ-irq-unsafe lock', 'other']
]

const releasing = / is trying to release lock \((.{1,160})\) at:$/

/** `lock: rtnl+0x0/0x20, .magic: dead4ead, .owner: cat/12, .owner_cpu: 0`. */
const spinlockPattern = /^lock: (.{1,200}), \.magic: ([0-9a-f]{1,16}), \.owner: (.{1,64}), \.owner_cpu: (-?\d{1,10})/

/** Locks kept of one report; `Showing all locks held in the system` may go on for thousands. */
const mostHolders = 2000

type Draft = Omit<LockHolder, 'locks'> & { readonly locks: HeldLock[] }

/** `stackAt` gives the index of the stack whose header is on a line. */
export const createLockReader = (stackAt: (line: number) => number | null): SectionReader<Locks> => {
  const holders: Draft[] = []
  const named: NamedLock[] = []
  const chain: ChainLink[] = []
  const scenario: ScenarioStep[] = []
  let order: Locks['order'] = null
  let spinlock: Locks['spinlock'] = null
  let role: NamedLock['role'] | null = null
  let inChainList = false
  /** Column of the second CPU; 0 where there is only one, null outside a scenario. */
  let secondColumn: number | null = null

  const takeHeld = (line: Line, text: string): void => {
    const match = /^#(\d{1,4}): /.exec(text)
    const holder = holders[holders.length - 1]
    if (match === null || holder === undefined) return
    const held = readHeld(line, text.slice(match[0].length), Number(match[1]))
    if (held === null) return
    // A symbolizer repeats the line for each inline function, the physical one last.
    const last = holder.locks[holder.locks.length - 1]
    if (last !== undefined && last.index === held.index) holder.locks.pop()
    holder.locks.push(held)
  }

  const takeStep = (line: Line, text: string): void => {
    if (secondColumn === null || text === '' || /^-{2,}(?: +-{2,})*$/.test(text)) return
    if (text.startsWith('***')) {
      secondColumn = null
      return
    }
    const indent = line.text.indexOf(text)
    const action = text.endsWith(';') ? text.slice(0, -1) : text
    const lost = indent === 0
    const cpu = secondColumn === 0 ? 0 : lost ? null : indent + 4 >= secondColumn ? 1 : 0
    if (scenario.length < 64) scenario.push({ cpu, action, span: spanOf(line) })
  }

  return {
    take: (line, text, kind) => {
      if (text === '' || text.length > longestRead) return
      const first = text.charCodeAt(0)
      if (secondColumn !== null) {
        takeStep(line, text)
        return
      }
      if (first === 35) {
        takeHeld(line, text)
        return
      }
      if (first === 45) {
        const match = /^-> #(\d{1,4}) /.exec(text)
        const lock = match === null ? null : readLock(text)
        if (match !== null && lock !== null && chain.length < 256)
          chain.push({ index: Number(match[1]), lock, stack: stackAt(line.line), span: spanOf(line) })
        return
      }
      if (kind === 'stack-header' || kind === 'context') return
      if (((first >= 48 && first <= 57) || first === 110) && text.includes(' held by ')) {
        const match = holderPattern.exec(text)
        if (match !== null && holders.length < mostHolders) {
          const [, count, command = '', pid] = match
          holders.push({
            command,
            pid: Number(pid),
            count: count === 'no' ? 0 : Number(count),
            locks: [],
            span: spanOf(line)
          })
          return
        }
      }
      if (role !== null) {
        const lock = readHeld(line, text, null)
        if (lock !== null) {
          named.push({ role, lock })
          role = null
          return
        }
      }
      if (inChainList) {
        inChainList = false
        if (text.includes(' --> ')) order = { value: text.split('-->').map((name) => name.trim()), span: spanOf(line) }
        return
      }
      if (text.startsWith('CPU0') && /^CPU0(?: +CPU1)?$/.test(text)) {
        const second = line.text.indexOf('CPU1')
        secondColumn = Math.max(0, second)
        return
      }
      if (text.startsWith('Chain exists of:')) {
        inChainList = true
        return
      }
      if (text.startsWith('lock: ')) {
        const match = spinlockPattern.exec(text)
        if (match !== null) {
          const [, name = '', magic = '', owner = '', ownerCpu] = match
          spinlock ??= { value: { name, magic, owner, ownerCpu: wholeNumber(ownerCpu) }, span: spanOf(line) }
        }
        return
      }
      const release = text.endsWith(' at:') ? releasing.exec(text) : null
      if (release?.[1] !== undefined) {
        const lock: Lock = { address: null, name: release[1], usage: null, waitTypes: null }
        named.push({ role: 'released', lock: { index: null, lock, at: null, span: spanOf(line) } })
        return
      }
      const last = text.charCodeAt(text.length - 1)
      if (last === 58 || last === 33) for (const [words, next] of roles) if (text.includes(words)) role = next
    },
    value: () => ({ holders, named, chain, order, scenario, spinlock })
  }
}
