-- +goose Up

-- Receivers of webhooks. What ends in _sealed is encrypted by room secret.
CREATE TABLE webhook_endpoints (
    id              TEXT PRIMARY KEY,
    description     TEXT NOT NULL,
    url             TEXT NOT NULL,
    addresses       TEXT NOT NULL, -- JSON
    plain_http      INTEGER NOT NULL,
    events          TEXT NOT NULL, -- JSON
    scope_kind      TEXT NOT NULL,
    scope_value     TEXT NOT NULL,
    payload         TEXT NOT NULL,
    auth_kind       TEXT NOT NULL,
    auth_name       TEXT NOT NULL,
    auth_sealed     BLOB,
    secret_sealed   BLOB NOT NULL,
    previous_sealed BLOB,
    previous_until  INTEGER,
    state           TEXT NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
    reason          TEXT NOT NULL DEFAULT '',
    after_seq       INTEGER NOT NULL, -- hears of nothing before
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    failing_since   INTEGER,
    failing_ms      INTEGER NOT NULL DEFAULT 0, -- long gaps count in part
    last_success_at INTEGER,
    last_failure_at INTEGER
) STRICT, WITHOUT ROWID;

-- One row for each event, type and endpoint: a queue like that of the jobs.
-- body holds the bytes as they are signed and sent; it is NULL once the document
-- whose content it held was deleted.
CREATE TABLE webhook_deliveries (
    n            INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE, -- the webhook-id
    endpoint     TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    seq          INTEGER NOT NULL,
    type         TEXT NOT NULL,
    document_id  TEXT NOT NULL,
    batch_id     TEXT NOT NULL,
    full         INTEGER NOT NULL, -- body holds a document's content
    body         BLOB,
    happened_at  INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('available', 'running', 'retryable', 'completed', 'discarded', 'cancelled')),
    run_at       INTEGER NOT NULL,
    tries        INTEGER NOT NULL DEFAULT 0,
    replays      INTEGER NOT NULL DEFAULT 0,
    generation   INTEGER NOT NULL DEFAULT 0,
    leased_until INTEGER NOT NULL DEFAULT 0,
    first_try_at INTEGER,
    received_at  INTEGER,
    ended_at     INTEGER,
    last_status  INTEGER NOT NULL DEFAULT 0,
    last_error   TEXT NOT NULL DEFAULT '',
    UNIQUE (endpoint, seq, type)
) STRICT;

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint, run_at, n) WHERE state IN ('available', 'retryable');
CREATE INDEX webhook_deliveries_running ON webhook_deliveries (leased_until) WHERE state = 'running';
CREATE INDEX webhook_deliveries_state ON webhook_deliveries (endpoint, state);
CREATE INDEX webhook_deliveries_document ON webhook_deliveries (document_id);
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);

CREATE TABLE webhook_attempts (
    delivery         INTEGER NOT NULL REFERENCES webhook_deliveries (n) ON DELETE CASCADE,
    number           INTEGER NOT NULL,
    at               INTEGER NOT NULL,
    took_ms          INTEGER NOT NULL,
    status           INTEGER NOT NULL,
    error            TEXT NOT NULL,
    request_headers  TEXT NOT NULL, -- JSON
    response_headers TEXT NOT NULL, -- JSON
    response_body    BLOB,
    truncated        INTEGER NOT NULL,
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;

-- How far the events have become deliveries.
CREATE TABLE webhook_cursor (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL
) STRICT;

INSERT INTO webhook_cursor (id, seq) VALUES (1, 0);

-- What scopes need to know of a deleted document until its last event has
-- become deliveries.
CREATE TABLE webhook_departed (
    document_id TEXT PRIMARY KEY,
    seq         INTEGER NOT NULL,
    facts       TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 5;
