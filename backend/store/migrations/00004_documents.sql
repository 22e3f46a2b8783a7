-- +goose Up

-- What a person does to a document, and what programs ask of the library.

ALTER TABLE documents ADD COLUMN postponed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN decided_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN decided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN decision TEXT NOT NULL DEFAULT ''; -- the reason given
ALTER TABLE documents ADD COLUMN metadata TEXT; -- JSON, of whoever handed it in
ALTER TABLE documents ADD COLUMN correlation_id TEXT NOT NULL DEFAULT '';
-- Who it is from, in small letters, and of which day: of the main fields, to be
-- filtered by.
ALTER TABLE documents ADD COLUMN party TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN dated TEXT NOT NULL DEFAULT '';

UPDATE documents SET
    party = lower(coalesce(main_fields ->> '$.merchant.value', main_fields ->> '$.supplier_name.value',
        main_fields ->> '$.bank_name.value', main_fields ->> '$.surname.value', '')),
    dated = coalesce(main_fields ->> '$.date.value', main_fields ->> '$.issue_date.value',
        main_fields ->> '$.period_end.value', '');

-- The order in which documents come to a person: those put off come last.
CREATE INDEX documents_review ON documents (postponed_at, n) WHERE status = 'needs_review';
CREATE INDEX documents_received ON documents (received_at);
CREATE INDEX documents_dated ON documents (dated) WHERE dated <> '';
CREATE INDEX documents_source ON documents (source_kind);

ALTER TABLE field_history ADD COLUMN before TEXT;
ALTER TABLE field_history ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- Every act of a person with what it touched, so that it can be taken back.
-- An act is in force, undone, or past undoing because its actor went on.
CREATE TABLE acts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document    INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    attempt     INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    before      TEXT NOT NULL, -- JSON
    after       TEXT NOT NULL, -- JSON
    state       TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'past')),
    undone_at   INTEGER NOT NULL DEFAULT 0 -- counts up, so that the last one undone is redone first
) STRICT;

CREATE INDEX acts_document ON acts (document);
CREATE INDEX acts_done ON acts (actor, id) WHERE state = 'done';
CREATE INDEX acts_undone ON acts (actor, undone_at) WHERE state = 'undone';

-- A batch is open until it is closed, and settled once the machine is done with
-- all of it. A document belongs to the batches it was seen in.
ALTER TABLE batches ADD COLUMN closed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN settled_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN metadata TEXT; -- JSON
ALTER TABLE batches ADD COLUMN correlation_id TEXT NOT NULL DEFAULT '';
ALTER TABLE batches ADD COLUMN created_by TEXT NOT NULL DEFAULT ''; -- actor

CREATE INDEX sightings_batch ON sightings (batch_id) WHERE batch_id IS NOT NULL;

-- Files of a batch that never became documents.
CREATE TABLE refusals (
    id       INTEGER PRIMARY KEY,
    batch_id TEXT NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    at       INTEGER NOT NULL,
    name     TEXT NOT NULL,
    error    TEXT NOT NULL -- JSON
) STRICT;

CREATE INDEX refusals_batch ON refusals (batch_id);

-- Requests with an Idempotency-Key, and what was answered. A key without an
-- answer is in flight.
CREATE TABLE requests (
    caller      TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    at          INTEGER NOT NULL,
    status      INTEGER NOT NULL DEFAULT 0, -- 0: in flight
    headers     TEXT, -- JSON
    body        BLOB,
    PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX requests_at ON requests (at);

-- Old events are pruned.
CREATE INDEX events_at ON events (at);

PRAGMA user_version = 4;
