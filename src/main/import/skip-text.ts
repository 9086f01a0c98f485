import type { SkipReason, SkippedFile } from '../../shared/model/import.ts'
import { errorCode } from './error-code.ts'

const depthLimit = 64

const sentences: Readonly<Record<SkipReason, string>> = {
  unreadable: 'It cannot be read; check its permissions, then import it again.',
  missing: 'It is not there; check the path, or restore what the link points to.',
  'not-a-file': 'It is a pipe, a socket or a device; save its output to a file and import that.',
  'link-out-of-folder': 'It is a link that leads out of the imported folder; import its target by its own path.',
  'link-loop': 'It is a link to a folder that this import has read already; nothing is to be done.',
  'too-deep': `It lies more than ${depthLimit} folders deep; import a folder nearer to it.`,
  empty: 'It is empty; check that the log was saved whole.',
  archive: 'It is an archive of a kind that is not read here; unpack it first, then import the result.',
  binary: 'It is not a text log; if it should be one, export it as plain text first.',
  'not-a-log': 'It is no log; save the kernel messages in it as text and import those.',
  'corpus-file': 'It is part of an Oopsdesk corpus; open it as a corpus instead.',
  damaged: 'Its compressed data is damaged or ends early; fetch the file again.',
  bomb: 'It unpacks to more than 200 times its size; if you trust it, unpack it first and import the result.',
  'too-large': 'It unpacks to more than 2 GiB; unpack it first, then import the result.',
  'parser-failed': 'The parser stopped on it; report this with the file attached, if you may share it.'
}

/** What happened and what to do, in one sentence. */
export const skipText = (reason: SkipReason): string => sentences[reason]

export const skippedFile = (file: string, reason: SkipReason, text: string = skipText(reason)): SkippedFile => ({
  file,
  reason,
  text
})

/** Folders deeper than this below the imported one are not entered. */
export const folderDepthLimit = depthLimit

/** The skip reason of an error that the operating system gave. */
export const skipReasonOf = (thrown: unknown): SkipReason => {
  const code = errorCode(thrown)
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
  if (code === 'ELOOP') return 'link-loop'
  return 'unreadable'
}

/** A sentence that names the error where the reason alone would send the person the wrong way (EIO is no permission). */
export const skipTextOf = (thrown: unknown): string => {
  const reason = skipReasonOf(thrown)
  const code = errorCode(thrown)
  if (reason === 'link-loop') return 'It is a link that leads back to itself; remove or mend the link.'
  if (reason !== 'unreadable' || code === 'EACCES' || code === 'EPERM') return skipText(reason)
  return `It cannot be read (${code || String(thrown)}); check the disk it lies on, then import it again.`
}
