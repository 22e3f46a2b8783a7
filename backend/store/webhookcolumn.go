package store

import (
	"database/sql/driver"
	"time"
)

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
