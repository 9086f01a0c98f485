import type { Act, ActivityRow } from '../../shared/model/act.ts'
import type { Annotation, AnnotationMark, AnnotationPlace } from '../../shared/model/annotation.ts'
import type { Page } from '../../shared/model/bucket.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { ActId, AnnotationId, BucketId, GestureId, LogId, NoteId, ReportId } from '../../shared/model/ids.ts'
import type { Note, Noted, NoteVersion } from '../../shared/model/note.ts'
import type { Result } from '../../shared/model/result.ts'
import type { FileTime } from '../../shared/model/seen.ts'
import type { TriageChange } from '../../shared/model/triage.ts'

type TriageWriteFailure = FailureOf<'corpus-read-only' | 'corpus-busy' | 'disk-full' | 'corpus-damaged'>

/** Who does something, and when in milliseconds since 1970. */
export type By = { readonly author: string; readonly now: number }

/** What people said and did. Null means that there is no such bucket, report, note or act in this corpus. */
export type TriageReader = {
  readonly notes: (of: Noted) => Promise<readonly Note[] | null>
  readonly noteHistory: (
    note: NoteId,
    page: Page
  ) => Promise<{ readonly total: number; readonly rows: readonly NoteVersion[] } | null>
  readonly noteText: (act: ActId) => Promise<{ readonly note: NoteId; readonly text: string } | null>
  /** Of a report: its own and those of the other reports of its bucket. */
  readonly annotations: (of: Noted) => Promise<readonly Annotation[] | null>
  readonly activity: (
    about: BucketId | null,
    page: Page
  ) => Promise<{
    readonly total: number
    readonly rows: readonly ActivityRow[]
    readonly undo: ActivityRow | null
    readonly redo: ActivityRow | null
  } | null>
  /** Buckets that somebody said something of, by title. */
  readonly notedBuckets: () => Promise<readonly BucketId[]>
  /**
   * Events in the order of their making everywhere (time, act): of some buckets and their reports, or all. `after` is
   * the `next` of the page before, empty for the first; `next` is null at the end. What comes to be between two pages
   * moves nothing from one to the other.
   */
  readonly acts: (
    buckets: readonly BucketId[] | null,
    after: string,
    limit: number
  ) => Promise<{ readonly acts: readonly StoredAct[]; readonly next: string | null }>
  /**
   * Of events and buckets from elsewhere, by their ids: which events this corpus lacks, which buckets it has not by that
   * name and age, and the first event that says other than what it has under the same id, or decides other than its
   * decision of that id; null for none.
   */
  readonly compare: (acts: readonly Act[], claims: readonly ClaimedBucket[]) => Promise<Compared>
  /**
   * Buckets with reports, by id: all, or those that have reports in the logs of some buckets, and of their reports only
   * these. Paged as events are.
   */
  readonly claims: (
    buckets: readonly BucketId[] | null,
    after: string,
    limit: number
  ) => Promise<{ readonly claims: readonly ClaimedBucket[]; readonly next: string | null }>
  /** Logs with reports, by id from the one after `after` on: all, or those of some buckets. */
  readonly logsOf: (
    buckets: readonly BucketId[] | null,
    after: LogId | null,
    limit: number
  ) => Promise<readonly LogId[]>
  readonly provenance: (log: LogId) => Promise<Provenance | null>
}

/** All that is known of where a log came from. Times are milliseconds since 1970. */
export type Provenance = {
  /** In bytes. */
  readonly size: number
  /** The oldest time that any copy ever had, and that any folder told. */
  readonly modified: number
  readonly folder: FileTime['folder']
  /** Each copy once, by name. */
  readonly origins: readonly { readonly file: string; readonly modified: number }[]
}

export type StoredAct = { readonly act: Act; readonly undone: boolean }

/** A bucket of another corpus: its id there, since when, and all its reports. */
export type ClaimedBucket = {
  readonly bucket: BucketId
  readonly opened: number
  readonly reports: readonly ReportId[]
}

export type Compared = {
  readonly newActs: readonly ActId[]
  readonly newBuckets: readonly BucketId[]
  readonly contradicted: ActId | null
}

/** What changes it. Each is durable when answered, is an act, and can be taken back. */
export type TriageWriter = {
  readonly saveNote: (
    of: Noted,
    note: NoteId | null,
    text: string,
    over: readonly ActId[],
    by: By
  ) => Promise<Result<Note, TriageWriteFailure | FailureOf<'not-found' | 'note-conflict'>>>
  readonly saveAnnotation: (
    annotation: AnnotationId | null,
    place: AnnotationPlace,
    mark: AnnotationMark | null,
    text: string,
    over: readonly ActId[],
    by: By
  ) => Promise<Result<AnnotationId, TriageWriteFailure | FailureOf<'not-found' | 'note-conflict'>>>
  /** What is so already is not changed; the gesture is null when nothing was. */
  readonly changeTriage: (
    buckets: readonly BucketId[],
    change: TriageChange,
    by: By
  ) => Promise<
    Result<
      { readonly gesture: GestureId | null; readonly changed: number },
      TriageWriteFailure | FailureOf<'not-found'>
    >
  >
  /** Takes back a gesture, or the newest made here that stands; null when there is none. */
  readonly undoGesture: (
    gesture: GestureId | null,
    by: By
  ) => Promise<Result<ActivityRow | null, TriageWriteFailure | FailureOf<'not-found'>>>
  readonly redoGesture: (
    gesture: GestureId | null,
    by: By
  ) => Promise<Result<ActivityRow | null, TriageWriteFailure | FailureOf<'not-found'>>>
  /**
   * Notes what buckets there are, for `adoptActs`, before the logs that come with events are added. `bundle` names where
   * they come from: what was noted for the same one, whose import was cut short, is left as it is.
   */
  readonly keepBuckets: (bundle: string) => Promise<Result<null, TriageWriteFailure>>
  /**
   * Adds events that were made elsewhere; those that are there already stay as they are. What stands afterwards does
   * not depend on the order in which events came. `claims` are the buckets there, to which those noted by `keepBuckets`
   * come: of all names of a bucket the oldest becomes its id. The logs that the events are about are added before, and
   * settled. All of it is one transaction.
   */
  readonly adoptActs: (
    acts: readonly Act[],
    claims: readonly ClaimedBucket[]
  ) => Promise<Result<Adopted, TriageWriteFailure>>
}

/** How many events were new, were there already, and wait for reports that are not in this corpus. */
export type Adopted = {
  readonly added: number
  readonly known: number
  readonly waiting: number
  /** Notes and annotations that have come to have more than one text, with what they are about. */
  readonly conflicts: readonly { readonly bucket: BucketId | null; readonly title: string }[]
}
