-- +goose Up

-- How documents become files: the profiles that people made. Those that come
-- with the program are not here.
CREATE TABLE export_profiles (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE COLLATE NOCASE,
    body       TEXT NOT NULL, -- JSON
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every export that was made, with the profile as it was. The file itself is
-- not kept: it is made again of its documents.
CREATE TABLE export_runs (
    n            INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE,
    profile_id   TEXT NOT NULL,
    profile      TEXT NOT NULL, -- JSON
    at           INTEGER NOT NULL,
    actor        TEXT NOT NULL,
    target       TEXT NOT NULL,
    appended     INTEGER NOT NULL,
    file_name    TEXT NOT NULL,
    counts       TEXT NOT NULL, -- JSON
    bytes        INTEGER NOT NULL,
    sha256       TEXT NOT NULL,
    delivered_at INTEGER,
    undone_at    INTEGER
) STRICT;

-- The documents of a run in the order of the file. digest is one of the values
-- as they were, so that a change of them can be told from any other.
CREATE TABLE export_documents (
    run      INTEGER NOT NULL REFERENCES export_runs (n) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    profile  TEXT NOT NULL,
    revision INTEGER NOT NULL,
    digest   TEXT NOT NULL,
    undone   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX export_documents_document ON export_documents (document);
CREATE INDEX export_documents_profile ON export_documents (profile, document, run) WHERE undone = 0;

PRAGMA user_version = 6;
