/** Gives the person pieces, one behind the other, as a file. */
export const downloadPieces = (fileName: string, pieces: readonly BlobPart[], type: string): void => {
  const url = URL.createObjectURL(new Blob([...pieces], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The browser reads the blob after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Gives the person a text as a file. */
export const download = (fileName: string, text: string, type = 'text/markdown'): void =>
  downloadPieces(fileName, [text], `${type};charset=utf-8`)
