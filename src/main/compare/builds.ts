import type { Frame } from '../../shared/model/frame.ts'
import type { Report } from '../../shared/model/report.ts'
import type { LineContext } from './lines/compare-line.ts'

/** `6.15.0-rc7` of `6.15.0-rc7-syzkaller-00142-g4856ebd99715`. */
const versionOf = (release: string | null): string | null =>
  /^\d+\.\d+(?:\.\d+)?(?:-rc\d+)?/.exec(release ?? '')?.[0] ?? null

/** Both are of one kernel version, whatever the commit; unknown versions count as one. */
export const isSameVersion = (a: Report, b: Report): boolean => {
  const [left, right] = [versionOf(a.kernel), versionOf(b.kernel)]
  return left === null || right === null || left === right
}

const sizesOf = (report: Report): ReadonlyMap<string, number> => {
  const sizes = new Map<string, number>()
  const take = ({ function: name, size }: Frame): void => {
    if (size !== null) sizes.set(name, size)
  }
  for (const { frames } of report.stacks) frames.forEach(take)
  return sizes
}

/** Fewer functions in common do not tell. */
const telling = 3

/** Both are of one build, as the sizes of their functions tell; releases that differ rule it out. */
export const isSameBuild = (a: Report, b: Report): LineContext['sameBuild'] => {
  if (a.kernel !== null && b.kernel !== null && a.kernel !== b.kernel) return false
  if (a.facts.build && b.facts.build && a.facts.build.value !== b.facts.build.value) return false
  const [left, right] = [sizesOf(a), sizesOf(b)]
  let [common, equal] = [0, 0]
  for (const [name, size] of left) {
    const other = right.get(name)
    if (other === undefined) continue
    common += 1
    if (other === size) equal += 1
  }
  return common >= telling && equal === common
}
