-- +goose Up

-- Who did what, and when. Each row's hash covers the row and the hash of the one
-- before, so a byte changed anywhere is found by following the chain. It outlives
-- documents and holds nothing of their content. Without a rowid every byte of a
-- row means something: beside one, the number's own place in the row would be
-- empty, and a change there would change nothing.
CREATE TABLE audit (
    n           INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL, -- empty: the program by itself
    act         TEXT NOT NULL,
    document_id TEXT NOT NULL,
    data        TEXT NOT NULL, -- JSON, as it was hashed
    prev        BLOB NOT NULL CHECK (length(prev) = 32),
    hash        BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_document ON audit (document_id, n) WHERE document_id <> '';
CREATE INDEX audit_act ON audit (act, n);
CREATE INDEX audit_actor ON audit (actor, n);

-- The end of the chain, where the next row goes on: a row cut off at the end
-- leaves this one pointing at nothing.
CREATE TABLE audit_head (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    n    INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

INSERT INTO audit_head (id, n, hash) VALUES (1, 0, zeroblob(32));

-- +goose StatementBegin
CREATE TRIGGER audit_stays_as_it_is BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
-- +goose StatementEnd

-- What may be removed by itself, and when.
CREATE TABLE retention_rules (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    enabled    INTEGER NOT NULL DEFAULT 0,
    types      TEXT NOT NULL, -- JSON; empty: every type
    statuses   TEXT NOT NULL, -- JSON
    since      TEXT NOT NULL CHECK (since IN ('received', 'decided')),
    days       INTEGER NOT NULL CHECK (days > 0),
    exported   INTEGER NOT NULL, -- only what was exported after it was decided
    removes    TEXT NOT NULL CHECK (removes IN ('document', 'original')),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When the file was removed while what was read from it stayed; 0: it is here.
ALTER TABLE documents ADD COLUMN original_removed_at INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 9;
