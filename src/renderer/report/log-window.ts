/** Lines of a raw log that are shown at once; counted from 1, `count` of them. */
export type LogWindow = { readonly first: number; readonly count: number }

const clampedFirst = (first: number, total: number, size: number): number =>
  Math.max(1, Math.min(first, total - size + 1))

/** The window that has `line` near its middle; the whole log where it fits. `total` is the log's line count. */
export const windowAround = (line: number, total: number, size: number): LogWindow => ({
  first: clampedFirst(line - Math.floor(size / 2), total, size),
  count: Math.max(1, Math.min(size, total))
})

export const holds = ({ first, count }: LogWindow, line: number): boolean => line >= first && line < first + count

/** Steps overlap by a tenth, so that the place one read at stays in sight, and a last line that was cut comes whole. */
const step = (count: number): number => Math.max(1, Math.floor(count * 0.9))

const from = (first: number, total: number, size: number): LogWindow => ({
  first,
  count: Math.max(1, Math.min(size, total - first + 1))
})

/**
 * The windows before and after what was received. The engine answers fewer lines than were asked for where they are
 * very long, so a step is taken from the lines that came, and leaves none out.
 */
export const earlier = ({ first, count }: LogWindow, total: number, size: number): LogWindow =>
  from(Math.max(1, first - step(count)), total, size)

export const later = ({ first, count }: LogWindow, total: number, size: number): LogWindow =>
  from(Math.max(1, Math.min(first + step(count), total - count + 1)), total, size)

/** What to ask for when the answer to `asked` ended before `line`: half of what lies between is left out. */
export const nearer = ({ first }: LogWindow, line: number, total: number, size: number): LogWindow =>
  from(line - Math.floor((line - first) / 2), total, size)
