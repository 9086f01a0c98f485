/** A text that somebody gave the window, and what to call it. */
export type GivenText = { readonly name: string; readonly text: string }

/** UTF-16 units, as the protocol takes. */
export const longestText = 4 * 1024 * 1024

/** What to say of a text that is too long: what happened, and what to do. */
export const tooLarge = (name: string): readonly [string, string] => [
  `${name} is longer than 4 MiB.`,
  'Cut it to the crash, or import it and compare the reports.'
]

/** Reads a file as text; null where it is too long. */
export const readLog = async (file: File): Promise<GivenText | null> => {
  if (file.size > longestText) return null
  return { name: file.name, text: await file.text() }
}
