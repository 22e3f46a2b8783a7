-- +goose Up

-- What waits, with what many together asks of each document: counting does not
-- open the documents' own rows.
DROP INDEX documents_review;
CREATE INDEX documents_review ON documents (postponed_at, n, attempt, flags) WHERE status = 'needs_review';

PRAGMA user_version = 17;
