-- +goose Up

-- Who may use the API. Only the hash of a token is here: it is 256 random bits,
-- so that one SHA-256 is enough; stretching is for what people think up. A
-- revoked token stays, so that what was done with it keeps its name.
CREATE TABLE tokens (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    hash         BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    hint         TEXT NOT NULL,
    scopes       TEXT NOT NULL, -- JSON
    created_at   INTEGER NOT NULL,
    created_by   TEXT NOT NULL,
    expires_at   INTEGER,
    last_used_at INTEGER,
    revoked_at   INTEGER,
    revoked_by   TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX tokens_name ON tokens (name) WHERE revoked_at IS NULL;

PRAGMA user_version = 3;
