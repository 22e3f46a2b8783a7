-- +goose Up

-- Document types that people define. A document keeps what its type said when
-- it was understood, so that it can be shown and checked when the type has been
-- changed or deleted since.
CREATE TABLE types (
    name       TEXT PRIMARY KEY,
    revision   INTEGER NOT NULL,
    body       TEXT NOT NULL, -- JSON
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE attempts ADD COLUMN definition TEXT; -- JSON
ALTER TABLE pages ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE words ADD COLUMN marks BLOB; -- JSON, zstd

PRAGMA user_version = 10;
