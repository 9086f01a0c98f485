import type { StackOwner } from '../../../shared/model/frame.ts'

const number = (digits: string | undefined): number | null => {
  const value = digits === undefined || digits === '' ? Number.NaN : Number(digits)
  return Number.isSafeInteger(value) ? value : null
}

/**
 * KASAN and KFENCE: `Allocated by task 38:`, `Freed by task 11514 on cpu 0 at 35.120450s:`, `allocated by task 507 on cpu 0
 * at 71.33s (0.5s ago):`; KCSAN: `read to 0xffff888012345678 of 8 bytes by interrupt on cpu 1:`.
 */
const byTask = /\bby (?:task (\d{1,10})|interrupt)(?: on cpu (\d{1,5}))?(?: at (\d{1,9}\.\d{1,9})s)?/

/** SLUB's track (mm/slub.c, print_track): `Allocated in f+0x1/0x2 age=12 cpu=1 pid=6024`. */
const byTrack = /\bage=(\d{1,15}) cpu=(\d{1,5}) pid=(\d{1,10})/

/** Page owner (mm/page_owner.c): `page last free pid 5822 tgid 5822 stack trace:`. */
const byPage = /\b(?:free )?pid (\d{1,10}),? tgid \d{1,10}(?: \(([^)]{1,32})\))?(?:, ts (\d{1,19}))?/

export const readStackOwner = (title: string): StackOwner | null => {
  if (title.length > 400) return null
  if (title.includes(' by ')) {
    const task = byTask.exec(title)
    if (task !== null) {
      return {
        pid: number(task[1]),
        command: null,
        cpu: number(task[2]),
        seconds: number(task[3]?.replace('.', '')) === null ? null : Number(task[3]),
        age: null
      }
    }
  }
  if (title.includes(' age=')) {
    const track = byTrack.exec(title)
    if (track !== null)
      return { pid: number(track[3]), command: null, cpu: number(track[2]), seconds: null, age: number(track[1]) }
  }
  if (title.includes(' tgid ')) {
    const page = byPage.exec(title)
    if (page !== null) {
      const nanoseconds = number(page[3])
      return {
        pid: number(page[1]),
        command: page[2] ?? null,
        cpu: null,
        seconds: nanoseconds === null ? null : nanoseconds / 1e9,
        age: null
      }
    }
  }
  return null
}
