-- +goose Up

-- The library. Times are milliseconds since 1970 in UTC; columns that hold JSON
-- say so. What belongs to a document goes with it.

CREATE TABLE batches (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- n counts admissions and is never used twice, so it is the order of listings
-- and their cursor. The columns after status repeat what a listing shows, so
-- that it reads one row a document.
CREATE TABLE documents (
    n               INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    sha256          TEXT NOT NULL UNIQUE,
    bytes           INTEGER NOT NULL,
    mime            TEXT NOT NULL,
    name            TEXT NOT NULL,
    batch_id        TEXT REFERENCES batches (id),
    source_kind     TEXT NOT NULL,
    source_detail   TEXT NOT NULL,
    received_at     INTEGER NOT NULL,
    options         TEXT NOT NULL, -- JSON
    status          TEXT NOT NULL,
    revision        INTEGER NOT NULL DEFAULT 1,
    attempt         INTEGER NOT NULL DEFAULT 1,
    pages_total     INTEGER NOT NULL DEFAULT 0,
    pages_read      INTEGER NOT NULL DEFAULT 0,
    text_source     TEXT NOT NULL DEFAULT '',
    type            TEXT NOT NULL DEFAULT '',
    type_confidence REAL NOT NULL DEFAULT 0,
    language        TEXT NOT NULL DEFAULT '',
    main_fields     TEXT NOT NULL DEFAULT '{}', -- JSON: the few that a listing shows
    error           TEXT -- JSON
) STRICT;

CREATE INDEX documents_status ON documents (status);
CREATE INDEX documents_type ON documents (type);
CREATE INDEX documents_batch ON documents (batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE sightings (
    id             INTEGER PRIMARY KEY,
    document       INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    name           TEXT NOT NULL,
    batch_id       TEXT REFERENCES batches (id),
    source_kind    TEXT NOT NULL,
    source_detail  TEXT NOT NULL,
    received_at    INTEGER NOT NULL,
    correlation_id TEXT NOT NULL
) STRICT;

CREATE INDEX sightings_document ON sightings (document);

CREATE TABLE attempts (
    document    INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    engine      TEXT NOT NULL DEFAULT '',
    model       TEXT NOT NULL DEFAULT '',
    started_at  INTEGER, -- first claim
    finished_at INTEGER,
    stages_ms   TEXT NOT NULL DEFAULT '{}', -- JSON
    pairs       TEXT NOT NULL DEFAULT '[]', -- JSON
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE pages (
    id              INTEGER PRIMARY KEY,
    document        INTEGER NOT NULL,
    attempt         INTEGER NOT NULL,
    number          INTEGER NOT NULL,
    width           INTEGER NOT NULL,
    height          INTEGER NOT NULL,
    dpi             INTEGER NOT NULL,
    rotation        INTEGER NOT NULL,
    skew            REAL NOT NULL,
    text_source     TEXT NOT NULL,
    mean_confidence REAL NOT NULL,
    UNIQUE (document, attempt, number),
    FOREIGN KEY (document, attempt) REFERENCES attempts (document, number) ON DELETE CASCADE
) STRICT;

-- One row a page: words are always wanted by the page, and packed they take a
-- tenth of the room.
CREATE TABLE words (
    page INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    body BLOB NOT NULL, -- JSON, zstd
    raw  BLOB -- the engine's own output, zstd
) STRICT;

CREATE TABLE fields (
    document   INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    value      TEXT,
    raw        TEXT NOT NULL,
    confidence REAL NOT NULL,
    flagged    INTEGER NOT NULL,
    reasons    TEXT NOT NULL, -- JSON
    page       INTEGER NOT NULL,
    box        TEXT, -- JSON
    origin     TEXT NOT NULL,
    candidates TEXT NOT NULL, -- JSON
    PRIMARY KEY (document, attempt, name),
    FOREIGN KEY (document, attempt) REFERENCES attempts (document, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE field_history (
    id         INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    attempt    INTEGER NOT NULL,
    field      TEXT NOT NULL,
    at         INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    value      TEXT,
    raw        TEXT NOT NULL,
    confidence REAL NOT NULL,
    origin     TEXT NOT NULL
) STRICT;

CREATE INDEX field_history_field ON field_history (document, field);

CREATE TABLE tables (
    document   INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    columns    TEXT NOT NULL, -- JSON
    rows       TEXT NOT NULL, -- JSON
    confidence REAL NOT NULL,
    PRIMARY KEY (document, attempt, name),
    FOREIGN KEY (document, attempt) REFERENCES attempts (document, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE issues (
    document   INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    rule       TEXT NOT NULL,
    severity   TEXT NOT NULL,
    fields     TEXT NOT NULL, -- JSON
    message    TEXT NOT NULL,
    suggestion TEXT, -- JSON
    PRIMARY KEY (document, attempt, position),
    FOREIGN KEY (document, attempt) REFERENCES attempts (document, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE warnings (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    attempt  INTEGER NOT NULL,
    page     INTEGER NOT NULL, -- 0 for the whole file
    code     TEXT NOT NULL,
    message  TEXT NOT NULL,
    FOREIGN KEY (document, attempt) REFERENCES attempts (document, number) ON DELETE CASCADE
) STRICT;

CREATE INDEX warnings_document ON warnings (document, attempt);

-- The queue. A lease is the state running together with a generation.
CREATE TABLE jobs (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL,
    document     INTEGER NOT NULL,
    attempt      INTEGER NOT NULL,
    page         INTEGER NOT NULL,
    unique_key   TEXT NOT NULL,
    priority     INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('available', 'running', 'retryable', 'completed', 'discarded', 'cancelled')),
    run_at       INTEGER NOT NULL,
    tries        INTEGER NOT NULL DEFAULT 0,
    max_tries    INTEGER NOT NULL,
    rescues      INTEGER NOT NULL DEFAULT 0,
    generation   INTEGER NOT NULL DEFAULT 0,
    leased_until INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL,
    ended_at     INTEGER,
    last_error   TEXT, -- JSON
    FOREIGN KEY (document, attempt) REFERENCES attempts (document, number) ON DELETE CASCADE
) STRICT;

CREATE UNIQUE INDEX jobs_unique ON jobs (unique_key) WHERE state <> 'cancelled';
CREATE INDEX jobs_claim ON jobs (kind, priority DESC, run_at, id) WHERE state IN ('available', 'retryable');
CREATE INDEX jobs_due ON jobs (run_at) WHERE state IN ('available', 'retryable');
CREATE INDEX jobs_running ON jobs (leased_until) WHERE state = 'running';
CREATE INDEX jobs_discarded ON jobs (ended_at) WHERE state = 'discarded';
CREATE INDEX jobs_document ON jobs (document, attempt);

-- The outbox. It outlives documents, so it holds nothing of their content.
CREATE TABLE events (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    at          INTEGER NOT NULL,
    type        TEXT NOT NULL,
    document_id TEXT NOT NULL,
    batch_id    TEXT NOT NULL,
    data        TEXT NOT NULL -- JSON
) STRICT;

-- What can be searched, and the index over it. With secure-delete a deleted
-- word leaves the index at once, not at some later merge. Prefixes of two
-- letters are indexed, because the last word of a search may be unfinished.
CREATE TABLE texts (
    n    INTEGER PRIMARY KEY REFERENCES documents (n) ON DELETE CASCADE,
    name TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
    name, body,
    content = 'texts', content_rowid = 'n',
    prefix = '2',
    tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

-- +goose StatementBegin
CREATE TRIGGER texts_inserted AFTER INSERT ON texts BEGIN
    INSERT INTO search (rowid, name, body) VALUES (new.n, new.name, new.body);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER texts_deleted AFTER DELETE ON texts BEGIN
    INSERT INTO search (search, rowid, name, body) VALUES ('delete', old.n, old.name, old.body);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER texts_updated AFTER UPDATE ON texts BEGIN
    INSERT INTO search (search, rowid, name, body) VALUES ('delete', old.n, old.name, old.body);
    INSERT INTO search (rowid, name, body) VALUES (new.n, new.name, new.body);
END;
-- +goose StatementEnd

-- The version once more, in the file's header, where it can be read without
-- opening the database. Every migration ends with its own number.
PRAGMA user_version = 1;
