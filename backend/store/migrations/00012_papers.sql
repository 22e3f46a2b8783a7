-- +goose Up

-- Several papers on one page, values of forms, separators of folders, and blank pages that somebody wants to keep.

-- Where the papers lie that are on the page, as JSON; '[]' when it is one.
ALTER TABLE pages ADD COLUMN papers TEXT NOT NULL DEFAULT '[]';
-- The page is blank, but is not to be left out.
ALTER TABLE pages ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;

-- What the fields of a PDF's form hold, as packed JSON; NULL when there are none.
ALTER TABLE words ADD COLUMN form BLOB;

-- Texts of codes that separate documents of a folder's stacks, as JSON; '[]': those
-- of the configuration.
ALTER TABLE watched_folders ADD COLUMN separators TEXT NOT NULL DEFAULT '[]';

PRAGMA user_version = 12;
