import type { ImportProgress } from '../../shared/model/import.ts'

export const bytesText = (bytes: number): string => {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? 'TB'}`
}

export const progressText = (progress: ImportProgress): string => {
  const { filesDone, filesFound, bytesDone, bytesFound, reports, skipped, rate, secondsLeft, walking } = progress
  const left = secondsLeft === null || walking ? '' : `, ${Math.ceil(secondsLeft)} s left`
  return (
    `${filesDone} of ${filesFound}${walking ? '+' : ''} files, ${bytesText(bytesDone)} of ${bytesText(bytesFound)}, ` +
    `${reports} crashes${skipped > 0 ? `, ${skipped} skipped` : ''}, ${bytesText(Math.round(rate))}/s${left}`
  )
}

/** Progress that overwrites itself on a terminal; elsewhere a line now and then, so that a CI log stays short. */
export const progressLine = (
  stream: NodeJS.WriteStream
): { readonly show: (progress: ImportProgress) => void; readonly end: () => void } => {
  const quiet = 5000
  let printed = 0
  let width = 0
  return {
    show: (progress) => {
      const text = progressText(progress)
      if (stream.isTTY) {
        stream.write(`\r${text.padEnd(width)}`)
        width = text.length
      } else if (Date.now() - printed >= quiet) {
        printed = Date.now()
        stream.write(`${text}\n`)
      }
    },
    end: () => {
      if (stream.isTTY && width > 0) stream.write('\n')
    }
  }
}
