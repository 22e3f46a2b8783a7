-- +goose Up

-- What the head of a document says that tells whose paper it is, as hashes; see the
-- room learn. What is known of an issuer is looked up by them among the documents
-- that are there.
CREATE TABLE marks (
    mark     INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    PRIMARY KEY (mark, document)
) STRICT, WITHOUT ROWID;

CREATE INDEX marks_document ON marks (document);

PRAGMA user_version = 19;
