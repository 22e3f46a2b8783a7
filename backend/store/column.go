package store

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"deskclerk/backend/doc"
)

// asJSON is a column that holds v as JSON; nil is NULL. To scan, v is a pointer,
// which NULL leaves alone.
type asJSON struct{ v any }

// Value implements driver.Valuer.
func (j asJSON) Value() (driver.Value, error) {
	text, err := json.Marshal(j.v)
	if err != nil {
		return nil, fmt.Errorf("encode a column: %w", err)
	}
	if string(text) == "null" {
		return nil, nil
	}
	return string(text), nil
}

// Scan implements sql.Scanner.
func (j asJSON) Scan(src any) error {
	switch text := src.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(text), j.v)
	case []byte:
		return json.Unmarshal(text, j.v)
	default:
		return fmt.Errorf("decode a column: %T is not JSON", src)
	}
}

// alternativesOf a type as a column: NULL where it is not doubtful.
func alternativesOf(c doc.Classification) any {
	if !c.Flagged || len(c.Alternatives) == 0 {
		return nil
	}
	return asJSON{c.Alternatives}
}

// asAlternatives is what alternativesOf wrote; a type that has any is doubtful.
type asAlternatives struct{ of *doc.Classification }

// Scan implements sql.Scanner.
func (a asAlternatives) Scan(src any) error {
	if err := (asJSON{&a.of.Alternatives}).Scan(src); err != nil {
		return err
	}
	a.of.Flagged = len(a.of.Alternatives) > 0
	return nil
}

// atTime is a column that holds a time as milliseconds since 1970 in UTC. NULL
// leaves it alone.
type atTime struct{ t *time.Time }

// Scan implements sql.Scanner.
func (a atTime) Scan(src any) error {
	switch ms := src.(type) {
	case nil:
		return nil
	case int64:
		*a.t = time.UnixMilli(ms).UTC()
		return nil
	default:
		return fmt.Errorf("decode a time: %T is no number", src)
	}
}

// maybeTime is a column of atTime's that may be NULL, which is nil.
type maybeTime struct{ t **time.Time }

// Scan implements sql.Scanner.
func (m maybeTime) Scan(src any) error {
	if src == nil {
		*m.t = nil
		return nil
	}
	var at time.Time
	if err := (atTime{&at}).Scan(src); err != nil {
		return err
	}
	*m.t = &at
	return nil
}

// nullTime writes a time that may be missing.
type nullTime struct{ t *time.Time }

// Value implements driver.Valuer.
func (n nullTime) Value() (driver.Value, error) {
	if n.t == nil {
		return nil, nil
	}
	return ms(*n.t), nil
}

func orNull(t *time.Time) nullTime { return nullTime{t} }

// ms is what a time column holds.
func ms(t time.Time) int64 { return t.UnixMilli() }

// orEmpty gives an empty list for nil, so that JSON columns never hold null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// noRows makes nothing of the error that says that there is no row.
func noRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}
