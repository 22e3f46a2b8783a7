package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// refuseNewer looks at the version in the database's header before SQLite opens
// the file, because opening it already changes bytes. It reads the write-ahead
// log too: a program that died right after a migration left the new header
// there.
func (s *Store) refuseNewer() error {
	known, err := newestVersion()
	if err != nil {
		return err
	}
	found, err := headerVersion(s.databasePath())
	if err != nil {
		return fmt.Errorf("read the database's header: %w", err)
	}
	if found > known {
		return errNewer(found, known)
	}
	return nil
}

// Offsets in the file format (sqlite.org/fileformat.html, sections 1.3 and 4.1).
const (
	fileHeaderSize    = 100
	userVersionOffset = 60
	walHeaderSize     = 32
	walFrameSize      = 24 // header of a frame, before the page
	walMagic          = 0x377f0682
)

// headerVersion reads user_version; 0 when there is no database.
func headerVersion(path string) (int64, error) {
	if version, ok, err := walVersion(path + "-wal"); err != nil || ok {
		return version, err
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	var header [fileHeaderSize]byte
	if _, err := io.ReadFull(f, header[:]); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, nil // empty: SQLite makes it
	} else if err != nil {
		return 0, err
	}
	return userVersion(header[:]), nil
}

func userVersion(page []byte) int64 {
	return int64(int32(binary.BigEndian.Uint32(page[userVersionOffset:])))
}

// walVersion finds user_version in the last committed copy of page 1 in the
// log; false when it has none.
func walVersion(path string) (version int64, ok bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	defer func() { _ = f.Close() }()
	w, err := newWALReader(f)
	if w == nil || err != nil {
		return 0, false, err
	}
	var pending int64
	seen := false
	for {
		page, commit, body, err := w.next()
		if err != nil || body == nil {
			return version, ok, err
		}
		if page == 1 {
			pending, seen = userVersion(body), true
		}
		if commit && seen {
			version, ok = pending, true
		}
	}
}
