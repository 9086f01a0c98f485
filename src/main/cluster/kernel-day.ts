const day = 86_400_000

/** Days since 1970-01-01 on which x.y was released: 4.0, 5.0 and 6.0, between which minor versions come evenly. */
const release: Readonly<Record<number, { readonly day: number; readonly each: number }>> = {
  3: { day: Date.UTC(2011, 6, 21) / day, each: 68.1 },
  4: { day: Date.UTC(2015, 3, 12) / day, each: 67.7 },
  5: { day: Date.UTC(2019, 2, 3) / day, each: 65.4 },
  6: { day: Date.UTC(2022, 9, 2) / day, each: 65 },
  7: { day: Date.UTC(2026, 3, 12) / day, each: 65 }
}

const mainline =
  /^(\d+)\.(\d+)\.0(?:-rc(\d+))?(?:-next-(\d{4})(\d{2})(\d{2})|-syzkaller|-\d+-g[0-9a-f]|-g[0-9a-f]|\+|$)/

/**
 * About when a development kernel was built, in days since 1970-01-01, within a few weeks: release candidates come
 * weekly, releases every nine or ten weeks, linux-next names its day. Null for stable and distribution kernels: a
 * 6.1.170 and a 6.12.107 are of one month, and say nothing on each other's age.
 */
export const kernelDay = (version: string | null): number | null => {
  const match = version === null ? null : mainline.exec(version.replace(/-rc(\d+)-next/, '-rc$1-next'))
  if (match === null) return null
  const [, major = '', minor = '', candidate, year, month, date] = match
  if (year !== undefined && month !== undefined && date !== undefined) {
    return Date.UTC(Number(year), Number(month) - 1, Number(date)) / day
  }
  const base = release[Number(major)]
  if (base === undefined) return null
  const released = base.day + base.each * Number(minor)
  // rc1 comes two weeks after the release before, rc7 a week before the own one; a release is built on for two weeks.
  return Math.round(candidate === undefined ? released + 7 : released - 7 * Math.max(0, 8 - Number(candidate)) + 3)
}
