import type { Act, ActivityRow } from '../../shared/model/act.ts'
import type { Annotation, AnnotationMark, AnnotationPlace } from '../../shared/model/annotation.ts'
import type { Page } from '../../shared/model/bucket.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { ActId, AnnotationId, BucketId, GestureId, NoteId, ReportId } from '../../shared/model/ids.ts'
import type { Note, Noted, NoteVersion } from '../../shared/model/note.ts'
import type { Result } from '../../shared/model/result.ts'
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
   * Events after that with the number `after`, 0 for the first, in the order of their making everywhere (time, act): of
   * some buckets and their reports, or all. `next` is what to ask for then, null at the end.
   */
  readonly acts: (
    buckets: readonly BucketId[] | null,
    after: number,
    limit: number
  ) => Promise<{ readonly acts: readonly StoredAct[]; readonly next: number | null }>
}

export type StoredAct = { readonly act: Act; readonly undone: boolean }

/** A bucket of another corpus: its id there, since when, and all its reports. */
export type ClaimedBucket = {
  readonly bucket: BucketId
  readonly opened: number
  readonly reports: readonly ReportId[]
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
   * Adds events that were made elsewhere; those that are there already stay as they are. What stands afterwards does
   * not depend on the order in which events came. `claims` are the buckets there: of all names of a bucket the oldest
   * becomes its id. Reports should have been added before, and not settled yet.
   */
  readonly adoptActs: (
    acts: readonly Act[],
    claims: readonly ClaimedBucket[]
  ) => Promise<Result<{ readonly added: number; readonly known: number; readonly waiting: number }, TriageWriteFailure>>
}
