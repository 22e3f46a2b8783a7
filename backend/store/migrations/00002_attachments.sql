-- +goose Up

-- What a file brings along to be read by a machine, such as an invoice's XML.
CREATE TABLE attachments (
    document INTEGER NOT NULL,
    attempt  INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    mime     TEXT NOT NULL,
    body     BLOB, -- zstd
    PRIMARY KEY (document, attempt, position),
    FOREIGN KEY (document, attempt) REFERENCES attempts (document, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 2;
