import type { Claim } from '../../../shared/model/explanation.ts'
import type { Stack } from '../../../shared/model/frame.ts'
import { addressHex, parseHex } from '../hex.ts'
import { regionOf } from '../layout.ts'
import { claim, plural, sourceText, userOfAllocator, type Match, type Reading } from '../reading.ts'
import { magicOf } from '../values.ts'
import type { Family } from './family.ts'

const linesOf = (...matches: readonly (Match | null)[]): readonly number[] =>
  matches.filter((match) => match !== null).map(({ line }) => line)

/** `Freed by task 15:`, `freed by task 15 on cpu 1 at 3.1s:`. */
const byTask = (stack: Stack | undefined): string | null => /by task (\d{1,10})/i.exec(stack?.title ?? '')?.[1] ?? null

const owner = (
  stack: Stack | undefined,
  verb: string
): { readonly text: string; readonly lines: readonly number[] } | null => {
  const place = userOfAllocator(stack ?? null)
  if (stack === undefined || place === null) return null
  const task = byTask(stack)
  const by = task === null ? '' : ` by task ${task}`
  const source = place.source === null ? '' : ` at ${sourceText(place.source)}`
  return { text: `${verb}${by} in ${place.function}()${source}`, lines: [stack.span.line, ...place.lines] }
}

/** Who allocated and who freed the object, each from its own stack. */
const history = ({
  report
}: Reading): { readonly claims: readonly Claim[]; readonly freed: ReturnType<typeof owner> } => {
  const object = (kind: Stack['kind']): Stack | undefined =>
    report.stacks.find((stack) => stack.kind === kind && /^(?:allocated|freed) by task/i.test(stack.title)) ??
    report.stacks.find((stack) => stack.kind === kind && !/^page last/i.test(stack.title))
  const freed = owner(object('freed'), 'freed')
  const allocated = owner(object('allocated'), 'allocated')
  const related = owner(
    report.stacks.find(({ kind }) => kind === 'related-work'),
    'last handed to deferred work'
  )
  const claims = [allocated, freed, related]
    .filter((each) => each !== null)
    .map(({ text, lines }) => claim('object', `the object was ${text}`, lines))
  return { claims, freed }
}

/** mm/kasan/report.c, print_address_description: where the address lies in its object, variable or stack frame. */
const objectOf = ({ find, below }: Reading): { readonly text: string; readonly lines: readonly number[] } | null => {
  const place = find(
    /located (\d{1,10}) bytes (inside of|to the (?:left|right) of)(?: a)?(?: (allocated|freed) )?(?:\s*(\d{1,12})-byte region)?/
  )
  const cache = find(/which belongs to the cache ([\w.:-]{1,64}) of size (\d{1,12})/)
  const region = find(/^(?:(allocated|freed) )?(\d{1,12})-byte region \[/)
  if (place !== null) {
    const state = place.parts[2] || region?.parts[0] || ''
    const size = place.parts[3] || region?.parts[1] || cache?.parts[1] || ''
    const sized = `${state === '' ? '' : `${state} `}${size === '' ? 'object' : `${size}-byte object`}`
    const article = /^(?:allocated|8|11|18|8\d)\b/.test(sized) ? 'an' : 'a'
    const where = place.parts[1] === 'inside of' ? 'inside' : (place.parts[1] ?? '')
    const of = cache === null ? '' : ` of the cache ${cache.parts[0]}`
    return {
      text: `${where === 'inside' && place.parts[0] === '0' ? 'at the start of' : `${plural(place.parts[0] ?? '', 'byte')} ${where}`} ${article} ${sized}${of}`,
      lines: linesOf(place, region, cache)
    }
  }
  const variable = below(/^The buggy address belongs to the variable:/)
  const name = /^([\w.]{1,128})(?:\+0x([0-9a-f]+))?/.exec(variable?.text ?? '')
  if (variable !== null && name !== null)
    return { text: `in the variable ${name[1]}`, lines: [variable.above, variable.line] }
  const stack = find(/located (?:in stack of task [^ ]{1,64} )?at offset (\d{1,8}) in frame/)
  const frame = below(/at offset \d{1,8} in frame/)
  const holder = /^([\w.]{1,128})\+0x/.exec(frame?.text ?? '')
  if (stack !== null && frame !== null && holder !== null)
    return { text: `at offset ${stack.parts[0]} in the stack frame of ${holder[1]}()`, lines: [stack.line, frame.line] }
  return null
}

/** mm/kasan/kasan.h: what a shadow byte other than 0 means. */
const shadowBytes: Readonly<Record<string, string>> = {
  ff: 'a freed page',
  fe: 'the red zone of a large allocation',
  fc: 'the red zone of a slab object',
  fb: 'a freed slab object',
  fa: 'a freed slab object',
  f9: 'the red zone of a global variable',
  f8: 'memory that is not mapped or out of scope',
  f1: 'the left red zone of a stack frame',
  f2: 'a red zone between variables on the stack',
  f3: 'the right red zone of a stack frame',
  f4: 'the partial red zone of a stack frame',
  ca: 'the left red zone of alloca()',
  cb: 'the right red zone of alloca()'
}

const shadowClaims = ({ report }: Reading): readonly Claim[] => {
  for (const { line, text } of report.lines) {
    const byte = /^\s*>[0-9a-f]{8,16}: .{0,80}\[([0-9a-f]{2})\]/.exec(text.slice(0, 200))?.[1]
    if (byte === undefined) continue
    const meaning = shadowBytes[byte]
    const first = Number.parseInt(byte, 16)
    if (meaning !== undefined) return [claim('object', `the shadow byte of the address is ${byte}: ${meaning}`, [line])]
    if (first > 0 && first < 8)
      return [
        claim('object', `the shadow byte of the address is ${byte}: only ${plural(first, 'byte')} of 8 may be used`, [
          line
        ])
      ]
  }
  return []
}

/** mm/kasan/report.c: `BUG: KASAN: slab-use-after-free in f+0x1/0x2` and `Read of size 8 at addr ffff... by task cat/1`. */
export const kasan: Family = (reading) => {
  const { header, find, layout } = reading
  const match = /BUG: KASAN: ([\w-]{3,40}(?: or [\w-]{3,40})?) (?:in|on) ?/.exec(header?.text ?? '')
  if (header === null || match === null) return null
  const access =
    find(
      /^(Read|Write) of size (\d{1,9}) (?:at|by).*? ?(?:addr ([0-9a-f]{1,16}))?(?: by task ([^/\s][^/]{0,63})\/\d{1,10})?$/
    ) ?? find(/^(Free) of addr()(?: |)([0-9a-f]{1,16})(?: by task ([^/\s][^/]{0,63})\/\d{1,10})?$/)
  const address = access?.parts[2] === undefined || access.parts[2] === '' ? null : parseHex(access.parts[2])
  const at = address === null ? '' : ` ${access?.parts[0] === 'Free' ? 'of' : 'at'} ${addressHex(address)}`
  const action =
    access === null
      ? ''
      : access.parts[0] === 'Free'
        ? `, free${at}`
        : `, ${(access.parts[0] ?? '').toLowerCase()} of ${plural(access.parts[1] ?? '', 'byte')}${at}`
  const object = objectOf(reading)
  const { claims, freed } = history(reading)
  const after = freed === null || !/free/.test(match[1] ?? '') ? '' : `, ${freed.text.replace(/ at [^ ]+$/, '')}`
  const magic = address === null ? null : magicOf(address, layout)
  const region = address === null || magic !== null || object !== null ? null : regionOf(address, layout)
  const task = access?.parts[3]
  return {
    what: `KASAN: ${match[1]}${action}`,
    tail: object === null ? '' : `, ${object.text}${after}`,
    lines: [
      header.line,
      ...linesOf(access),
      ...(object?.lines ?? []),
      ...(object === null || after === '' ? [] : (freed?.lines ?? []))
    ],
    place: 'title',
    task: access === null || task === undefined || task === '' ? null : { name: task, line: access.line },
    claims: [
      ...(address === null || access === null || magic === null
        ? []
        : [claim('value', `the address ${addressHex(address)} is ${magic.text}`, [access.line])]),
      ...(address === null || access === null || region === null || region.startsWith('not ')
        ? []
        : [claim('value', `the address ${addressHex(address)} lies in ${region}`, [access.line])]),
      ...shadowClaims(reading),
      ...claims
    ]
  }
}

/** mm/kfence/report.c: `BUG: KFENCE: use-after-free read in f+0x1/0x2`, `kfence-#12: 0x...-0x..., size=64, cache=kmalloc-64`. */
export const kfence: Family = (reading) => {
  const { header, find } = reading
  const match = /BUG: KFENCE: ([\w -]{3,40}?)(?: in |$)/.exec(header?.text ?? '')
  if (header === null || match === null) return null
  const object = find(/^kfence-#\d{1,6}.{0,60}size=(\d{1,9}), cache=([\w.:-]{1,64})/)
  const { claims } = history(reading)
  const of = object === null ? '' : `, a ${object.parts[0]}-byte object of the cache ${object.parts[1]}`
  return { what: `KFENCE: ${match[1]}${of}`, lines: [header.line, ...linesOf(object)], place: 'title', claims }
}

/** mm/kmsan/report.c: `BUG: KMSAN: uninit-value in f+0x1/0x2`, `Local variable v created at:`. */
export const kmsan: Family = (reading) => {
  const { header, find, report } = reading
  const match = /BUG: KMSAN: ([\w-]{3,40}) in /.exec(header?.text ?? '')
  if (header === null || match === null) return null
  const variable = find(
    /^Local variable ([\w.]{1,80}) created at:|^-*(?:Local variable description: )?-*([\w.]{1,60})----[\w.]{1,80}@[\w.]{1,80}$/
  )
  const bytes = find(/^Bytes? (\d{1,9}(?:-\d{1,9})?) of (\d{1,9}) (?:is|are) uninitialized/)
  const created = report.stacks.find(({ kind, title }) => kind === 'allocated' || /created at/.test(title))
  const place = variable === null ? userOfAllocator(created ?? null) : null
  return {
    what: `KMSAN: ${match[1]}`,
    lines: [header.line],
    place: 'title',
    claims: [
      ...(variable === null
        ? []
        : [
            claim('object', `the bytes come from the local variable ${variable.parts[0] || variable.parts[1]}`, [
              variable.line
            ])
          ]),
      ...(place === null || created === undefined
        ? []
        : [claim('object', `the memory was allocated in ${place.function}()`, [created.span.line, ...place.lines])]),
      ...(bytes === null
        ? []
        : [claim('object', `bytes ${bytes.parts[0]} of ${bytes.parts[1]} were never written`, [bytes.line])])
    ]
  }
}

const racePattern =
  /^(?:race at unknown origin, with )?((?:read|write|read-write)(?: \([\w, -]{1,40}\))?) to 0x[0-9a-f]{1,16} of (\d{1,6}) bytes? by (task \d{1,10}|interrupt) on cpu (\d{1,5})/

/** kernel/kcsan/report.c: `BUG: KCSAN: data-race in f / g`, `write to 0x... of 8 bytes by task 1 on cpu 0:`. */
export const kcsan: Family = ({ header, report, find }) => {
  const match = /BUG: KCSAN: ([\w-]{3,40}) in (.{1,160})$/.exec(header?.text ?? '')
  if (header === null || match === null) return null
  const accesses = report.lines.flatMap(({ line, text }) => {
    const access = racePattern.exec(text.trim().slice(0, 200))
    return access === null
      ? []
      : [
          claim('object', `${access[1]} of ${plural(access[2] ?? '', 'byte')} by ${access[3]} on CPU ${access[4]}`, [
            line
          ])
        ]
  })
  const change = find(/^value changed: (0x[0-9a-f]{1,16}) -> (0x[0-9a-f]{1,16})/)
  const functions = (match[2] ?? '').split(' / ').map((name) => `${name.replace(/[+ ].*$/, '')}()`)
  return {
    what: `KCSAN: ${match[1]} between ${functions.join(' and ')}`.replace(/between ([^ ]+)$/, 'in $1'),
    lines: [header.line],
    place: null,
    claims: [
      ...accesses.slice(0, 4),
      ...(change === null
        ? []
        : [claim('object', `the value changed from ${change.parts[0]} to ${change.parts[1]} meanwhile`, [change.line])])
    ]
  }
}

/** lib/ubsan.c: `UBSAN: array-index-out-of-bounds in f.c:12:3`, and the details on the next line. */
export const ubsan: Family = ({ header, below }) => {
  const match = /UBSAN: ([\w -]{3,60}) in ([^\s]{1,200}?:\d+)(?::\d+)?$/i.exec(header?.text ?? '')
  if (header === null || match === null) return null
  const detail = below(/UBSAN: /i)
  const said =
    detail !== null && /^[a-z].{5,160}$/i.test(detail.text) && !/^(?:CPU|Hardware|Call Trace)/.test(detail.text)
  return {
    what: `UBSAN: ${match[1]} at ${match[2]}${said ? `: ${detail.text.replace(/[:.]$/, '')}` : ''}`,
    lines: [header.line, ...(said ? [detail.line] : [])],
    place: 'title'
  }
}

/** mm/slub.c, slab_bug: `BUG kmalloc-64 (Not tainted): Right Redzone overwritten`. */
export const slub: Family = (reading) => {
  const { header } = reading
  const match = /^BUG ([\w.:-]{1,64}) \((?:Not tainted|Tainted: [^)]{1,60})\): (.{3,120})$/.exec(header?.text ?? '')
  if (header === null || match === null) return null
  return {
    what: `slab corruption: ${match[2]}, in the cache ${match[1]}`,
    lines: [header.line],
    place: null,
    claims: history(reading).claims
  }
}

/** mm/page_alloc.c, bad_page: `BUG: Bad page state in process cat  pfn:12345`. */
export const badPage: Family = ({ header, find }) => {
  const match = /^BUG: Bad page (state|map) in process ([^\s]{1,64})/.exec(header?.text ?? '')
  if (header === null || match === null) return null
  const reason = find(/^page dumped because: (.{3,120})$/)
  return {
    what: `bad page ${match[1]}${reason === null ? '' : `: ${reason.parts[0]}`}`,
    lines: [header.line, ...linesOf(reason)],
    place: null,
    task: { name: match[2] ?? '', line: header.line }
  }
}
