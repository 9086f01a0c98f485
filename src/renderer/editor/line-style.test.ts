import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineKindSchema, type LineKind } from '../../shared/model/report.ts'
import { lineStyle, shifted } from './line-style.ts'

const style = (kind: LineKind, text: string, { repeat = false, frame = null as string | null } = {}) =>
  lineStyle({ line: 1, kind, repeat, text }, frame)

/** `kind:text` of each token, in order. */
const tokens = (kind: LineKind, text: string, frame: string | null = null): readonly string[] =>
  style(kind, text, { frame }).tokens.map((token) => `${token.kind}:${text.slice(token.start, token.end)}`)

describe('tokens of a line', () => {
  it('emphasises the function of a frame and dims its offset', () => {
    expect(tokens('frame', ' ext4_fill_super+0x12/0x340 [ext4] fs/ext4/super.c:5120')).toEqual([
      'function:ext4_fill_super',
      'offset:+0x12/0x340',
      'module:[ext4]',
      'source:fs/ext4/super.c:5120'
    ])
  })
  it('tells an inlined function from a frame of its own', () => {
    expect(tokens('inline-frame', ' do_mount fs/namespace.c:4221 [inline]')).toEqual([
      'secondary:do_mount',
      'source:fs/namespace.c:4221',
      'module:[inline]'
    ])
  })
  it('reads frames with an absolute address', () => {
    expect(tokens('frame', ' [<ffffffff81234567>] vfs_read+0x1/0x2')).toEqual([
      'value:ffffffff81234567',
      'function:vfs_read',
      'offset:+0x1/0x2'
    ])
  })
  it('reads frames of 32-bit arm', () => {
    expect(tokens('frame', '[<80739740>] (get_rps_cpu) from [<8073cb10>] (netif_receive+0x8c/0xac)')).toEqual([
      'value:80739740',
      'function:get_rps_cpu',
      'value:8073cb10',
      'secondary:netif_receive',
      'offset:+0x8c/0xac'
    ])
    expect(tokens('frame', ' unwind_backtrace from show_stack+0x18/0x1c')).toEqual([
      'function:unwind_backtrace',
      'secondary:show_stack',
      'offset:+0x18/0x1c'
    ])
  })
  it('parts register names and values', () => {
    expect(tokens('register', 'RSP: 0018:ffffc9000442e608 EFLAGS: 00010293')).toEqual([
      'register:RSP',
      'value:0018:ffffc9000442e608',
      'register:EFLAGS',
      'value:00010293'
    ])
    expect(tokens('register', 'FS:  000055558c4ba380(0000) GS:ffff8881260f6000(0000)')).toEqual([
      'register:FS',
      'value:000055558c4ba380(0000)',
      'register:GS',
      'value:ffff8881260f6000(0000)'
    ])
    expect(tokens('register', 'x29: ffff800083c57a40 x28: 0000000000000001')).toHaveLength(4)
  })
  it('names the instruction pointer of other machines', () => {
    expect(tokens('instruction', 'pc : f+0x188/0x1a0 [cfg80211]')[0]).toBe('register:pc')
    expect(tokens('instruction', 'PC is at f+0x2d4/0x31c')[0]).toBe('register:PC')
  })
  it('marks the byte where the CPU stopped', () => {
    expect(tokens('code', 'Code: 90 <0f> 0b')).toEqual(['label:Code:', 'bytes: 90 ', 'trap:<0f>', 'bytes: 0b'])
  })
  it('emphasises the function in a title', () => {
    expect(tokens('title', 'BUG: KASAN: null-ptr-deref in f+0x1/0x2', 'f')).toContain('function:f')
    expect(tokens('title', 'kernel BUG at fs/f.c:619!', 'f')).toEqual([
      'title:kernel BUG at ',
      'source:fs/f.c:619',
      'title:!'
    ])
  })
  it('sets the instruction pointer as a frame', () => {
    expect(tokens('instruction', 'RIP: 0010:f+0x9f5/0xa20 fs/f.c:619')).toEqual([
      'register:RIP',
      'value:0010',
      'function:f',
      'offset:+0x9f5/0xa20',
      'source:fs/f.c:619'
    ])
  })
})

describe('tone of a line', () => {
  it('dims what says nothing new', () => {
    expect(style('register', 'RAX: 0000000000000000', { repeat: true })).toEqual({ tone: 'dim', tokens: [] })
    expect(style('modules', 'Modules linked in: ext4').tone).toBe('dim')
    expect(style('context', 'EXT4-fs: mounted').tone).toBe('dim')
    expect(style('frame', ' ? stale+0x1/0x2').tone).toBe('dim')
    expect(style('frame', ' real+0x1/0x2').tone).toBe('plain')
  })
  it('shows a line that is not understood, even a repeated one', () => {
    expect(style('unknown', 'what', { repeat: true }).tone).toBe('unknown')
  })
})

describe('any line', () => {
  const anyLine = fc.tuple(fc.constantFrom(...lineKindSchema.options), fc.string({ maxLength: 200 }), fc.boolean())
  it('has tokens in order, within it, that do not overlap', () => {
    fc.assert(
      fc.property(anyLine, fc.string(), ([kind, text, repeat], frame) => {
        let at = 0
        for (const { start, end } of style(kind, text, { repeat, frame }).tokens) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(at).toBeLessThanOrEqual(text.length)
      })
    )
  })
  it('is set in bounded time, however long it is', () => {
    for (const piece of ['a+0x1 ', 'a.', 'f/f.c:1', 'RAX: 00 ', '<00>', '0', 'a', '(0000) ']) {
      for (const kind of lineKindSchema.options) {
        const { tokens } = style(kind, piece.repeat(200_000))
        expect(tokens.length).toBeLessThan(2000)
      }
    }
  })
  it('moves behind a console prefix whole', () => {
    expect(shifted({ tone: 'dim', tokens: [{ start: 1, end: 3, kind: 'function' }] }, 10)).toEqual({
      tone: 'dim',
      tokens: [{ start: 11, end: 13, kind: 'function' }]
    })
  })
})
