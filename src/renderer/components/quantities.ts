const whole = new Intl.NumberFormat('en')
const units = ['B', 'kB', 'MB', 'GB', 'TB']

export const count = (value: number): string => whole.format(value)

/** `1 report`, `2 reports`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${whole.format(value)} ${value === 1 ? one : many}`

/** Bytes in powers of 1000, three digits at most. */
export const bytes = (value: number): string => {
  let [amount, unit] = [value, 0]
  while (amount >= 999.5 && unit < units.length - 1) [amount, unit] = [amount / 1000, unit + 1]
  return `${unit === 0 || amount >= 99.95 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`
}

/** Time a job takes: `4 s`, `2 min 5 s`, `1 h 3 min`. */
export const duration = (seconds: number): string => {
  const total = Math.max(0, Math.round(seconds))
  if (total < 60) return `${total} s`
  if (total < 3600) return total % 60 === 0 ? `${total / 60} min` : `${Math.floor(total / 60)} min ${total % 60} s`
  const minutes = Math.floor((total % 3600) / 60)
  return minutes === 0 ? `${Math.floor(total / 3600)} h` : `${Math.floor(total / 3600)} h ${minutes} min`
}
