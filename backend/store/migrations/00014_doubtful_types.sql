-- +goose Up

-- What else a document of doubtful type may be, the likeliest first: names and
-- probabilities. NULL while nobody needs to say.
ALTER TABLE documents ADD COLUMN type_alternatives TEXT;

-- Whether the type's documents are covered until somebody asks to see them.
ALTER TABLE documents ADD COLUMN sensitive INTEGER NOT NULL DEFAULT 0;
UPDATE documents SET sensitive = 1 WHERE type = 'identity';
-- Few have any; whether there are some is asked often.
CREATE INDEX documents_sensitive ON documents (received_at) WHERE sensitive = 1;

PRAGMA user_version = 14;
