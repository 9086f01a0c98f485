import type { Source } from '../../shared/model/frame.ts'
import { frameText, sourceText, type OutlineItem } from './outline-group.ts'

const fileName = (source: Source): string =>
  sourceText({ ...source, file: source.file.split('/').at(-1) ?? source.file })

const SourceLabel = ({ source }: { readonly source: Source | null }) =>
  source && (
    <span className="outline-source" title={sourceText(source)}>
      {fileName(source)}
    </span>
  )

export const OutlineItemView = ({ item }: { readonly item: OutlineItem }) => {
  switch (item.kind) {
    case 'fact':
      return (
        <>
          <span className="outline-name">{item.name}</span>
          <span className="outline-value">{item.value}</span>
        </>
      )
    case 'frame': {
      const { frame } = item
      return (
        <span className={frame.reliable ? 'outline-frame' : 'outline-frame outline-unreliable'}>
          <span
            className="outline-function"
            title={frame.reliable ? frameText(frame) : `${frameText(frame)}: found on the stack, perhaps not a caller`}
          >
            {frame.reliable ? '' : '? '}
            <b>{frame.function}</b>
            {frame.module !== null && <span className="outline-offset"> [{frame.module}]</span>}
          </span>
          {frame.source ? (
            <SourceLabel source={frame.source} />
          ) : (
            <span className="outline-source">{frameText(frame).slice(frame.function.length)}</span>
          )}
        </span>
      )
    }
    case 'inline-frame':
      return (
        <span className="outline-frame outline-inline" title="Inlined into the frame below">
          <span className="outline-function">
            {item.frame.function}
            <span className="outline-hidden"> inlined</span>
          </span>
          <SourceLabel source={item.frame.source} />
        </span>
      )
    case 'register':
      return (
        <>
          <span className="outline-name">{item.name}</span>
          <span className="outline-value">{item.value}</span>
        </>
      )
    case 'code':
      return (
        <span className="outline-bytes">
          {item.dump.units.map((unit, index) =>
            index === item.dump.trap ? (
              // oxlint-disable-next-line react/no-array-index-key -- Bytes have no other identity than their place.
              <mark key={index} title="The CPU stopped here">
                {unit}
              </mark>
            ) : (
              // oxlint-disable-next-line react/no-array-index-key -- Bytes have no other identity than their place.
              <span key={index}>{unit}</span>
            )
          )}
        </span>
      )
    case 'bytes':
      return (
        <span className="outline-bytes outline-row">
          <span className="outline-address" title={item.address}>
            {item.label}
          </span>
          {item.bytes.map((byte, index) =>
            index === item.mark ? (
              // oxlint-disable-next-line react/no-array-index-key -- Bytes have no other identity than their place.
              <mark key={index} title="The bad address">
                {byte}
              </mark>
            ) : (
              // oxlint-disable-next-line react/no-array-index-key -- Bytes have no other identity than their place.
              <span key={index}>{byte}</span>
            )
          )}
        </span>
      )
    case 'place':
      return (
        <>
          <span className="outline-text" title={item.text}>
            {item.text}
          </span>
          <span className="outline-count">{item.lines > 1 ? `${item.lines} lines` : `line ${item.line}`}</span>
        </>
      )
  }
}
