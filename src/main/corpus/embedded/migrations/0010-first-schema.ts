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
    signature TEXT NOT NULL,
    -- Version of the rule that made the signature.
    rule INTEGER NOT NULL,
    reason TEXT NOT NULL,
    title TEXT NOT NULL COLLATE NOCASE,
    opened INTEGER NOT NULL,
    -- From here on: what the reports of the bucket add up to, see write/buckets.ts.
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

  CREATE TABLE report (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    log INTEGER NOT NULL REFERENCES log,
    position INTEGER NOT NULL,
    bucket INTEGER NOT NULL REFERENCES bucket,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    frame TEXT,
    callers TEXT NOT NULL,
    kernel TEXT,
    arch TEXT NOT NULL,
    command TEXT,
    corrupted INTEGER NOT NULL,
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
