-- +goose Up

-- What was found on a page besides words: the codes printed on it, and that it
-- is blank, in which case it is left out of the document's text.
ALTER TABLE pages ADD COLUMN codes TEXT NOT NULL DEFAULT '[]'; -- JSON
ALTER TABLE pages ADD COLUMN blank INTEGER NOT NULL DEFAULT 0;

-- ZIPs and mails: files that held documents. The file is kept as long as all of
-- these documents are.
CREATE TABLE containers (
    id            TEXT PRIMARY KEY,
    sha256        TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    bytes         INTEGER NOT NULL,
    mime          TEXT NOT NULL,
    kept          INTEGER NOT NULL DEFAULT 1,
    batch_id      TEXT NOT NULL,
    source_kind   TEXT NOT NULL,
    source_detail TEXT NOT NULL,
    received_at   INTEGER NOT NULL,
    mail          TEXT -- JSON
) STRICT;

CREATE INDEX containers_batch ON containers (batch_id);

CREATE TABLE container_entries (
    container   TEXT NOT NULL REFERENCES containers (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    document    INTEGER REFERENCES documents (n) ON DELETE CASCADE, -- NULL: none came of it
    passed_over TEXT NOT NULL,
    error       TEXT, -- JSON
    PRIMARY KEY (container, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX container_entries_document ON container_entries (document) WHERE document IS NOT NULL;

-- A document whose pages were rearranged has as its original a list of pages
-- (application/vnd.deskclerk.pages+json). These are the files behind the list,
-- and those that it was made of before, which an undo needs. They are kept as
-- long as the document is.
CREATE TABLE document_files (
    document INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    sha256   TEXT NOT NULL,
    bytes    INTEGER NOT NULL,
    PRIMARY KEY (document, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX document_files_sha256 ON document_files (sha256);

-- What was done to pages, so that it can be taken back.
CREATE TABLE rearrangements (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    document  INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    at        INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    kind      TEXT NOT NULL,
    before    TEXT NOT NULL, -- JSON: each document touched, as it was
    undone_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX rearrangements_document ON rearrangements (document, id);

PRAGMA user_version = 8;
