-- +goose Up

-- Doubtful values of one field, as they are looked at together: equal ones side by
-- side. Approved documents have none, so it holds little more than what waits.
CREATE INDEX fields_cards ON fields (name, lower(value), document)
    WHERE flagged = 1 AND value IS NOT NULL AND box IS NOT NULL AND page > 0;

PRAGMA user_version = 15;
