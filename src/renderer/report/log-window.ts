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

/** Steps overlap by a tenth, so that the place one read at stays in sight. */
const step = (size: number): number => Math.max(1, Math.floor(size * 0.9))

export const earlier = ({ first }: LogWindow, total: number, size: number): LogWindow => ({
  first: clampedFirst(first - step(size), total, size),
  count: Math.max(1, Math.min(size, total))
})

export const later = ({ first }: LogWindow, total: number, size: number): LogWindow => ({
  first: clampedFirst(first + step(size), total, size),
  count: Math.max(1, Math.min(size, total))
})
