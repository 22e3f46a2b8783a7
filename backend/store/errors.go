package store

import (
	"errors"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"deskclerk/backend/doc"
)

// coded gives a full disk and a busy database their codes; every other error
// stays as it is.
func coded(err error) error {
	var known *doc.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return &doc.Error{Code: doc.CodeDiskFull, Err: err}
	}
	var failed *sqlite.Error
	if !errors.As(err, &failed) {
		return err
	}
	switch {
	case failed.Code() == sqlite3.SQLITE_IOERR_SHMSIZE: // the shared index could not grow
		return &doc.Error{Code: doc.CodeDiskFull, Err: err}
	case failed.Code()&0xff == sqlite3.SQLITE_FULL:
		return &doc.Error{Code: doc.CodeDiskFull, Err: err}
	case failed.Code()&0xff == sqlite3.SQLITE_BUSY, failed.Code()&0xff == sqlite3.SQLITE_LOCKED:
		return &doc.Error{Code: doc.CodeBusy, Err: err}
	default:
		return err
	}
}

// notFound says that there is no such thing.
func notFound(what, id string) error {
	return doc.Refuse(doc.CodeNotFound, "no_"+strings.ReplaceAll(what, " ", "_"), "id", id)
}
