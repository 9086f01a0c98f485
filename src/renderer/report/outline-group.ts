import type { Frame, InlineFrame, Source } from '../../shared/model/frame.ts'
import type { CodeDump } from '../../shared/model/registers.ts'
import type { Span } from '../../shared/model/span.ts'

type Placed = { readonly id: string; readonly line: number }

/** One thing the outline shows, and the raw line that says it. */
export type OutlineItem =
  | (Placed & { readonly kind: 'fact'; readonly name: string; readonly value: string })
  | (Placed & { readonly kind: 'frame'; readonly frame: Frame })
  | (Placed & { readonly kind: 'inline-frame'; readonly frame: InlineFrame })
  | (Placed & { readonly kind: 'register'; readonly name: string; readonly value: string })
  | (Placed & { readonly kind: 'code'; readonly dump: CodeDump })
  | (Placed & {
      readonly kind: 'bytes'
      /** What stands in front: the end of the address, which is whole in `address`. */
      readonly label: string
      readonly address: string
      readonly bytes: readonly string[]
      /** Index of the byte that matters. */
      readonly mark: number | null
    })
  | (Placed & { readonly kind: 'place'; readonly text: string; readonly lines: number })

export type OutlineGroup = {
  readonly id: string
  readonly title: string
  /** What a closed group still says: how many, which. */
  readonly summary: string
  readonly layout: 'facts' | 'frames' | 'registers' | 'code' | 'places'
  readonly items: readonly OutlineItem[]
  readonly open: boolean
}

export const sourceText = ({ file, line }: Source): string => (line === null ? file : `${file}:${line}`)

type FoundFact = { readonly value: unknown; readonly span: Span } | null

export const factItems = (
  group: string,
  facts: readonly (readonly [string, FoundFact, string])[]
): readonly OutlineItem[] =>
  facts.flatMap(([name, found, value]) =>
    found === null || value === ''
      ? []
      : [{ kind: 'fact' as const, id: `${group}/${name}`, line: found.span.line, name, value }]
  )

export const frameText = ({ function: name, offset, size }: Frame): string =>
  offset === null ? name : `${name}+0x${offset.toString(16)}${size === null ? '' : `/0x${size.toString(16)}`}`

export const frameItems = (group: string, frames: readonly Frame[]): readonly OutlineItem[] =>
  frames.flatMap((frame, index) => [
    ...frame.inlined.map((inlined, depth) => ({
      kind: 'inline-frame' as const,
      id: `${group}/${index}/${depth}`,
      line: inlined.span.line,
      frame: inlined
    })),
    { kind: 'frame' as const, id: `${group}/${index}`, line: frame.span.line, frame }
  ])
