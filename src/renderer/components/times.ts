import { format } from 'date-fns'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A moment against now, for lists: `now`, `5 min ago`, `3 h ago`, `yesterday`, `12 d ago`, `4 mo ago`, `2 y ago`. */
export const relativeTime = (time: number, now: number): string => {
  const passed = now - time
  if (passed < -minute) return exactDay(time)
  if (passed < minute) return 'now'
  if (passed < hour) return `${Math.floor(passed / minute)} min ago`
  if (passed < day) return `${Math.floor(passed / hour)} h ago`
  const days = Math.floor(passed / day)
  if (days === 1) return 'yesterday'
  if (days < 60) return `${days} d ago`
  if (days < 730) return `${Math.floor(days / 30.44)} mo ago`
  return `${Math.floor(days / 365.25)} y ago`
}

/** `2026-11-22` in the desktop's time zone. */
export const exactDay = (time: number): string => format(time, 'yyyy-MM-dd')

/** `14:05`. */
export const clockTime = (time: number): string => format(time, 'HH:mm')

/** `2026-11-22 14:05 UTC`: the same for everybody who reads of it. */
export const utcTime = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** `2026-11-22 14:05:09`. */
export const exactTime = (time: number): string => format(time, 'yyyy-MM-dd HH:mm:ss')
