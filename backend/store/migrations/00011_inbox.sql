-- +goose Up

-- What the inbox sorts and groups by, and passwords that nobody reads off the disk.

-- The password of an encrypted file, sealed by room secret.
ALTER TABLE documents ADD COLUMN password_sealed BLOB;
-- The hash of the file that it opens, where that is not the document's own: of
-- one whose pages were rearranged.
ALTER TABLE documents ADD COLUMN password_of TEXT NOT NULL DEFAULT '';
-- The total in hundredths of its currency, and how many fields are flagged: of
-- the main fields, to be sorted by.
ALTER TABLE documents ADD COLUMN amount INTEGER;
ALTER TABLE documents ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;

UPDATE documents SET
    amount = CAST(round(100 * CAST(coalesce(main_fields ->> '$.total.value', main_fields ->> '$.grand_total.value',
        main_fields ->> '$.closing_balance.value') AS REAL)) AS INTEGER),
    flags = (SELECT count(*) FROM json_each(main_fields) WHERE json_extract(value, '$.flagged'));

CREATE INDEX documents_name ON documents (lower(name));
CREATE INDEX documents_party ON documents (party);
CREATE INDEX documents_day ON documents (dated);
CREATE INDEX documents_amount ON documents (coalesce(amount, 0));
CREATE INDEX documents_pages ON documents (pages_total);
CREATE INDEX documents_flags ON documents (flags);
CREATE INDEX documents_folder ON documents (source_detail);
CREATE INDEX documents_cause ON documents (error ->> '$.code') WHERE error IS NOT NULL;
-- Empty but for what a program before this one wrote, which is sealed at the start.
CREATE INDEX documents_unsealed ON documents (n) WHERE options ->> '$.password' IS NOT NULL;

CREATE INDEX events_document ON events (document_id) WHERE document_id <> '';

PRAGMA user_version = 11;
