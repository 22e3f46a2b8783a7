-- +goose Up

-- What an issue and a warning say, as a key and its parameters (JSON), so that
-- other languages can say it. NULL for what was read before.
ALTER TABLE issues ADD COLUMN sentence TEXT;
ALTER TABLE warnings ADD COLUMN sentence TEXT;

PRAGMA user_version = 16;
