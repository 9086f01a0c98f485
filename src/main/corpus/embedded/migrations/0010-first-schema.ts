import type { Migration } from './migration.ts'

// Times are milliseconds since 1970. Blobs named `data`, `body` and `text` are zstd.
const schema = `
  CREATE TABLE meta (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    corpus TEXT NOT NULL,
    created INTEGER NOT NULL,
    changes INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    line_count INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    -- Version of the parser that made the reports.
    parser INTEGER NOT NULL,
    -- The oldest time of modification that any copy ever had.
    seen INTEGER NOT NULL,
    -- The oldest time that the folder or name of a copy told, and what it does not say (shared/model/seen.ts).
    folder_time INTEGER,
    folder_assumes TEXT,
    imported INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX log_without_crash ON log (number) WHERE reports = 0;

  -- Hands out the numbers of logs, and keeps those whose log is not whole yet.
  CREATE TABLE unfinished_log (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    host TEXT NOT NULL,
    process INTEGER NOT NULL,
    touched INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE origin (
    number INTEGER PRIMARY KEY,
    log INTEGER NOT NULL REFERENCES log,
    file TEXT NOT NULL,
    modified INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    UNIQUE (log, file)
  ) STRICT;

  -- No reference to log: the chunks of a large log come before it.
  CREATE TABLE chunk (
    log INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    start_line INTEGER NOT NULL,
    size INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (log, start_byte)
  ) STRICT;
  CREATE INDEX chunk_by_line ON chunk (log, start_line, start_byte);

  CREATE TABLE bucket (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    opened INTEGER NOT NULL,
    -- From here on: what the reports of the bucket add up to, see write/buckets.ts.
    title TEXT NOT NULL COLLATE NOCASE,
    kind TEXT NOT NULL,
    frame TEXT,
    callers TEXT NOT NULL,
    count INTEGER NOT NULL,
    files INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    noted INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX bucket_by_title ON bucket (title, id);
  -- In the orders of the bucket list that start from the greatest.
  CREATE INDEX bucket_by_count ON bucket (count DESC, title, id);
  CREATE INDEX bucket_by_first_seen ON bucket (first_seen DESC, title, id);
  CREATE INDEX bucket_by_last_seen ON bucket (last_seen DESC, title, id);
  CREATE INDEX bucket_by_kind ON bucket (kind);

  CREATE TABLE bucket_kernel (
    bucket INTEGER NOT NULL REFERENCES bucket,
    kernel TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (bucket, kernel)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE bucket_title (
    bucket INTEGER NOT NULL REFERENCES bucket,
    -- Reports with a title that may be wrong count apart.
    corrupted INTEGER NOT NULL,
    title TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (bucket, corrupted, title)
  ) STRICT, WITHOUT ROWID;

  -- A bucket that went into another one: links and notes still name it.
  CREATE TABLE bucket_alias (
    id TEXT PRIMARY KEY,
    went_into TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The reports of one signature, which is what is put into buckets. They always lie in one.
  CREATE TABLE unit (
    number INTEGER PRIMARY KEY,
    -- Hash of the signature; of reports that a person took from the others of theirs, with that decision's id behind.
    key TEXT NOT NULL UNIQUE,
    -- Version of the rule that made the signature.
    rule INTEGER NOT NULL,
    -- See fingerprint-bytes.ts.
    fingerprint BLOB NOT NULL,
    bucket INTEGER NOT NULL REFERENCES bucket,
    count INTEGER NOT NULL,
    -- Days since 1970 of the oldest and newest report whose time does not rest on its file, in steps (counted-days.ts),
    -- and of the development kernels of all.
    first_day INTEGER,
    last_day INTEGER,
    first_kernel INTEGER,
    last_kernel INTEGER,
    -- 1: an undo put it where it is, so the rule leaves it there.
    held INTEGER NOT NULL,
    -- 0: where it belongs is not known yet; see write/settle.ts.
    settled INTEGER NOT NULL,
    -- meta.changes of the last change, so that readers can load what is new.
    changed INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX unit_by_bucket ON unit (bucket);
  CREATE INDEX unit_by_change ON unit (changed);
  CREATE INDEX unit_unsettled ON unit (number) WHERE settled = 0;

  -- The bucket, by its id, that the reports of a signature would be in without decisions. Of those that no decision has
  -- moved or bound there is no row: they are in it. See write/homes.ts.
  CREATE TABLE home (signature TEXT PRIMARY KEY, bucket TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX home_by_bucket ON home (bucket);

  -- Texts of fingerprints, each once.
  CREATE TABLE term (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

  CREATE TABLE decision (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    made INTEGER NOT NULL,
    -- JSON, see shared/model/decision.ts.
    what TEXT NOT NULL,
    text TEXT NOT NULL,
    -- JSON: which bucket each unit was in before it was made, or taken back, last.
    before TEXT NOT NULL,
    -- When it was taken back.
    undone INTEGER
  ) STRICT;
  -- Reports by id, for those of logs that are not here yet, or were parsed again, are bound too.
  CREATE TABLE decision_report (
    report TEXT NOT NULL,
    decision INTEGER NOT NULL REFERENCES decision,
    PRIMARY KEY (report, decision)
  ) STRICT, WITHOUT ROWID;
  -- What a merge put below the note of the bucket that stayed, so that it is there once, and goes when it is undone.
  CREATE TABLE merged_note (
    from_bucket TEXT NOT NULL,
    into_bucket TEXT NOT NULL,
    block TEXT NOT NULL,
    PRIMARY KEY (from_bucket, into_bucket)
  ) STRICT, WITHOUT ROWID;

  -- The buckets before the last regrouping: units that it replaced or moved, and of each report the unit it was in.
  CREATE TABLE former_unit (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    rule INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    bucket TEXT NOT NULL,
    -- Where it would have been without decisions, where that is another bucket or could be.
    home TEXT
  ) STRICT;
  CREATE TABLE former_report (
    report TEXT PRIMARY KEY,
    unit INTEGER NOT NULL REFERENCES former_unit
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE former_bucket (id TEXT PRIMARY KEY, opened INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE report (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    log INTEGER NOT NULL REFERENCES log,
    position INTEGER NOT NULL,
    bucket INTEGER NOT NULL REFERENCES bucket,
    unit INTEGER NOT NULL REFERENCES unit,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    frame TEXT,
    callers TEXT NOT NULL,
    kernel TEXT,
    arch TEXT NOT NULL,
    command TEXT,
    corrupted INTEGER NOT NULL,
    -- Which of its stacks is the crash's own, from 0.
    crash_stack INTEGER,
    start_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    start_line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    seen_from TEXT NOT NULL,
    seen_assumes TEXT NOT NULL,
    UNIQUE (log, position)
  ) STRICT;
  -- Newest logs first, the crashes of one log in its own order. The first 16 characters of an id are its log's.
  CREATE INDEX report_by_bucket ON report (bucket, seen DESC, substr(id, 1, 16), position);
  CREATE INDEX report_by_unit ON report (unit, seen);
  CREATE INDEX report_by_seen ON report (seen DESC, substr(id, 1, 16), position);

  -- Apart from report, so that walking over many reports reads little.
  CREATE TABLE report_body (
    report INTEGER PRIMARY KEY REFERENCES report,
    body BLOB NOT NULL
  ) STRICT;

  CREATE TABLE function (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE source_file (number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;

  -- Frames in the order of the trace, inline ones before the frame they are in; stack and depth count from 0.
  CREATE TABLE frame (
    report INTEGER NOT NULL REFERENCES report,
    stack INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    function INTEGER NOT NULL REFERENCES function,
    module TEXT,
    file INTEGER REFERENCES source_file,
    line INTEGER,
    inlined INTEGER NOT NULL,
    reliable INTEGER NOT NULL,
    PRIMARY KEY (report, stack, depth)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE bucket_function (
    function INTEGER NOT NULL REFERENCES function,
    -- No reference: looking for rows of a bucket that goes would read the whole table.
    bucket INTEGER NOT NULL,
    -- Reports of the bucket that have the function.
    count INTEGER NOT NULL,
    PRIMARY KEY (function, bucket)
  ) STRICT, WITHOUT ROWID;

  -- The text is not kept here but in report_body; rows are numbered like report. Rows can be deleted and replaced,
  -- which takes the sizes of columns too.
  CREATE VIRTUAL TABLE report_text USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0 tokenchars '_.'"
  );

  CREATE TABLE note (
    bucket TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    revision INTEGER NOT NULL,
    saved INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE note_history (
    bucket TEXT NOT NULL,
    revision INTEGER NOT NULL,
    text BLOB NOT NULL,
    saved INTEGER NOT NULL,
    UNIQUE (bucket, revision)
  ) STRICT;

  CREATE TABLE import_run (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    started INTEGER NOT NULL,
    finished INTEGER,
    sources TEXT NOT NULL,
    summary TEXT
  ) STRICT;
  CREATE TABLE import_skip (
    number INTEGER PRIMARY KEY,
    import INTEGER NOT NULL REFERENCES import_run,
    file TEXT NOT NULL,
    reason TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX import_skip_by_import ON import_skip (import, number);
`

export const firstSchema: Migration = { version: 10, apply: (db) => void db.exec(schema) }
