-- +goose Up

-- What the head of a document says that tells whose paper it is, hashed to be short;
-- see the room learn. What is known of an issuer is looked up by them among the
-- documents that are there.
CREATE TABLE marks (
    mark     INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    PRIMARY KEY (mark, document)
) STRICT, WITHOUT ROWID;

CREATE INDEX marks_document ON marks (document);

-- What people vouched for of what is remembered, few among many that were only read.
CREATE INDEX fields_vouched ON fields (document, attempt, name, value)
    WHERE name IN ('merchant', 'merchant_address', 'supplier_name', 'supplier_vat_id', 'iban', 'bic', 'customer_name')
      AND origin IN ('confirmed', 'corrected') AND value IS NOT NULL;

-- What was done as one step is undone as one, whatever was done between.
CREATE INDEX acts_step ON acts (after ->> '$.step') WHERE after ->> '$.step' IS NOT NULL;

PRAGMA user_version = 19;
