-- +goose Up

-- Watched folders, and the journal of their files. root_device and root_inode
-- tell a mounted folder from the empty place where it was mounted; they are text
-- because they have 64 bits without a sign.
CREATE TABLE watched_folders (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    path        TEXT NOT NULL UNIQUE,
    paused      INTEGER NOT NULL,
    type        TEXT NOT NULL,
    languages   TEXT NOT NULL, -- JSON
    include     TEXT NOT NULL, -- JSON
    exclude     TEXT NOT NULL, -- JSON
    after       TEXT NOT NULL CHECK (after IN ('leave', 'move', 'delete')),
    move_to     TEXT NOT NULL,
    tags        INTEGER NOT NULL,
    settle      REAL NOT NULL, -- seconds
    created_at  INTEGER NOT NULL,
    root_device TEXT NOT NULL DEFAULT '0',
    root_inode  TEXT NOT NULL DEFAULT '0'
) STRICT, WITHOUT ROWID;

-- size, modified (nanoseconds) and inode are the version of the file that the
-- line speaks of. A path that begins with 0x01 is the hash of one whose document
-- was deleted.
CREATE TABLE watched_files (
    n           INTEGER PRIMARY KEY AUTOINCREMENT,
    folder      TEXT NOT NULL REFERENCES watched_folders (id) ON DELETE CASCADE,
    dir         TEXT NOT NULL,
    path        TEXT NOT NULL,
    size        INTEGER NOT NULL,
    modified    INTEGER NOT NULL,
    inode       TEXT NOT NULL,
    present     INTEGER NOT NULL DEFAULT 1,
    first_seen  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'passed_over', 'failed', 'gone')),
    reason      TEXT NOT NULL,
    error       TEXT, -- JSON
    tries       INTEGER NOT NULL DEFAULT 0,
    next_at     INTEGER, -- of those that wait, and of sources still to be moved or deleted
    forced      INTEGER NOT NULL DEFAULT 0,
    document_id TEXT NOT NULL DEFAULT '',
    duplicate   INTEGER NOT NULL DEFAULT 0,
    sha256      TEXT NOT NULL DEFAULT '',
    source      TEXT NOT NULL DEFAULT '',
    moved_to    TEXT NOT NULL DEFAULT '',
    UNIQUE (folder, path)
) STRICT;

CREATE INDEX watched_files_dir ON watched_files (folder, dir);
CREATE INDEX watched_files_state ON watched_files (folder, state);
CREATE INDEX watched_files_due ON watched_files (folder, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX watched_files_inode ON watched_files (folder, inode);
CREATE INDEX watched_files_document ON watched_files (document_id) WHERE document_id <> '';

-- Which watched folder a content was seen in, whatever that is called by now.
ALTER TABLE sightings ADD COLUMN folder TEXT NOT NULL DEFAULT '';

PRAGMA user_version = 7;
