import { z } from 'zod'
import { noteTextAtSchema } from './note.ts'
import { list, record } from './record.ts'

const file = z.string()

/** Every way that work can fail without a bug in Oopsdesk. Facts only; `failureText` says it to a person. */
export const failureSchema = z.discriminatedUnion('kind', [
  record({ kind: z.literal('corpus-missing'), file }),
  record({ kind: z.literal('corpus-unknown'), corpus: z.string() }),
  record({ kind: z.literal('corpus-foreign'), file }),
  record({ kind: z.literal('corpus-damaged'), file, detail: z.string() }),
  record({ kind: z.literal('corpus-newer'), file, version: z.number(), known: z.number() }),
  record({ kind: z.literal('corpus-read-only'), file }),
  record({ kind: z.literal('corpus-busy'), file }),
  record({ kind: z.literal('corpus-unopenable'), file, detail: z.string() }),
  /** `detail` where it takes no more for another reason, such as a quota. */
  record({ kind: z.literal('disk-full'), file, detail: z.string().optional() }),
  record({
    kind: z.literal('not-found'),
    what: z.enum(['bucket', 'report', 'log', 'import', 'upload', 'decision', 'note', 'annotation', 'act']),
    id: z.string()
  }),
  record({ kind: z.literal('path-missing'), path: z.string() }),
  record({ kind: z.literal('path-unreadable'), path: z.string(), detail: z.string() }),
  record({ kind: z.literal('path-not-allowed'), path: z.string(), roots: list(z.string()) }),
  /** The text was typed over others than those that stand, which are these, the newest first. */
  record({ kind: z.literal('note-conflict'), note: z.string(), texts: list(noteTextAtSchema) }),
  record({ kind: z.literal('import-running') }),
  record({ kind: z.literal('no-crash'), what: z.string() }),
  record({ kind: z.literal('nothing-left'), bucket: z.string() }),
  record({ kind: z.literal('duplicate-cycle'), bucket: z.string(), of: z.string() }),
  record({ kind: z.literal('one-bucket-only'), format: z.string(), buckets: z.number() }),
  record({ kind: z.literal('bundle-unreadable'), file, detail: z.string() }),
  record({ kind: z.literal('bundle-newer'), file, version: z.number(), known: z.number() }),
  record({ kind: z.literal('invalid-input'), method: z.string(), detail: z.string() }),
  record({ kind: z.literal('unknown-method'), method: z.string() }),
  record({ kind: z.literal('too-large'), what: z.string(), limit: z.number() }),
  record({ kind: z.literal('cancelled') }),
  record({ kind: z.literal('engine-stopped') }),
  /** An exception inside the engine, or an answer out of its schema: a bug of ours, which a window must outlive. */
  record({ kind: z.literal('engine-bug'), message: z.string() })
])
export type Failure = z.infer<typeof failureSchema>
export type FailureKind = Failure['kind']
export type FailureOf<Kind extends FailureKind> = Extract<Failure, { kind: Kind }>

/** What happened, to what, and what to do: one sentence each. */
export type FailureText = { readonly message: string; readonly remedy: string }

export const failureText = (failure: Failure): FailureText => {
  switch (failure.kind) {
    case 'corpus-missing':
      return {
        message: `There is no corpus at ${failure.file}.`,
        remedy: 'Check the path, or import logs to make one.'
      }
    case 'corpus-unknown':
      return { message: `No corpus with the id ${failure.corpus} is open.`, remedy: 'Open its file again.' }
    case 'corpus-foreign':
      return {
        message: `${failure.file} is not an Oopsdesk corpus, and was left untouched.`,
        remedy: 'Choose a file that Oopsdesk made, or another name for a new corpus.'
      }
    case 'corpus-damaged':
      return {
        message: `The corpus ${failure.file} is damaged (${failure.detail}).`,
        remedy: `Put a backup in its place ("oopsdesk restore --corpus ${failure.file}" lists them), or import the logs again into a new corpus.`
      }
    case 'corpus-newer':
      return {
        message: `The corpus ${failure.file} has schema ${failure.version}; this Oopsdesk knows up to ${failure.known}.`,
        remedy: 'Open it with a newer Oopsdesk.'
      }
    case 'corpus-read-only':
      return {
        message: `The corpus ${failure.file} is read-only, so nothing was changed.`,
        remedy: 'Make the file and its folder writable, or work on a copy.'
      }
    case 'corpus-busy':
      return {
        message: `Another program is writing to ${failure.file}.`,
        remedy: 'Wait for it to finish, then try again.'
      }
    case 'corpus-unopenable':
      return {
        message: `The corpus ${failure.file} cannot be opened (${failure.detail}).`,
        remedy: 'Check that the folder exists and that you may write to it.'
      }
    case 'disk-full':
      return {
        message:
          failure.detail === undefined
            ? `The disk that holds ${failure.file} is full; what was imported before is kept.`
            : `${failure.file} cannot be written to (${failure.detail}); what was imported before is kept.`,
        remedy: 'Free some space, then import the same folder again.'
      }
    case 'not-found':
      return {
        message: `There is no ${failure.what === 'act' || failure.what === 'decision' ? 'change' : failure.what} ${failure.id} in this corpus.`,
        remedy: 'Go back to the bucket list and look for it there.'
      }
    case 'path-missing':
      return { message: `There is no file or folder at ${failure.path}.`, remedy: 'Check the path.' }
    case 'path-unreadable':
      return {
        message: `${failure.path} cannot be read (${failure.detail}).`,
        remedy: 'Check its permissions.'
      }
    case 'path-not-allowed':
      return {
        message: `${failure.path} is not below a folder this server may read.`,
        remedy:
          failure.roots.length === 0
            ? 'Drop the files on the window, or start the server with --root FOLDER.'
            : `Choose a path below ${failure.roots.join(' or ')}, or drop the files on the window.`
      }
    case 'note-conflict':
      return {
        message: 'The note was changed in another window while you typed.',
        remedy: 'Keep your text, the other, or both.'
      }
    case 'import-running':
      return { message: 'An import into this corpus is running.', remedy: 'Wait for it, or cancel it.' }
    case 'no-crash':
      return {
        message: `There is no crash in ${failure.what}.`,
        remedy: 'Choose a log or a text with a kernel crash in it.'
      }
    case 'nothing-left':
      return {
        message: `Splitting would leave no report in the bucket ${failure.bucket}.`,
        remedy: 'Select fewer reports; at least one stays.'
      }
    case 'duplicate-cycle':
      return {
        message: `The bucket ${failure.of} is itself a duplicate of ${failure.bucket}.`,
        remedy: 'Take that change back first.'
      }
    case 'one-bucket-only':
      return {
        message: `A ${failure.format} is about one bucket, and ${failure.buckets} were chosen.`,
        remedy: 'Choose one bucket, or another format.'
      }
    case 'bundle-unreadable':
      return {
        message: `${failure.file} is not a whole triage bundle or export (${failure.detail}), and nothing of it was taken.`,
        remedy: 'Ask for the file again, or export it once more.'
      }
    case 'bundle-newer':
      return {
        message: `${failure.file} is of version ${failure.version}; this Oopsdesk reads up to ${failure.known}.`,
        remedy: 'Import it with a newer Oopsdesk.'
      }
    case 'invalid-input':
      return {
        message: `The request ${failure.method} is malformed: ${failure.detail}.`,
        remedy: 'Reload the window; if it comes back, report it.'
      }
    case 'unknown-method':
      return {
        message: `The engine does not know the request ${failure.method}.`,
        remedy: 'Reload the window, so that window and engine are of one version.'
      }
    case 'too-large':
      return { message: `${failure.what} is larger than ${failure.limit} bytes.`, remedy: 'Ask for less at once.' }
    case 'cancelled':
      return { message: 'Cancelled.', remedy: 'What was done before is kept.' }
    case 'engine-stopped':
      return {
        message: 'The engine stopped before it could answer.',
        remedy: 'It is being started again; try once more.'
      }
    case 'engine-bug':
      return {
        message: `The engine met a bug: ${failure.message.replace(/\.$/, '')}.`,
        remedy: 'Reload the window; if it comes back, report it with the log, if you may share it.'
      }
  }
}
