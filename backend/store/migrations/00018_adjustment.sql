-- +goose Up

-- What allowances and charges of the whole document add to the sum of a table's
-- rows, a decimal; empty for none.
ALTER TABLE tables ADD COLUMN adjustment TEXT NOT NULL DEFAULT '';

PRAGMA user_version = 18;
