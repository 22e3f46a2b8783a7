package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"time"
)

const (
	// scrubAtOnce bounds the pages that one transaction rewrites, so that nobody
	// waits for it.
	scrubAtOnce = 500
	// scrubQuick is a scrub that is made whenever it is asked for, of some thousand
	// documents. After one that took longer nothing is scrubbed for scrubRest times as
	// long, so that to delete many stays quick.
	scrubQuick = 50 * time.Millisecond
	scrubRest  = 10
)

// scrub overwrites what nobody uses in the database's pages. SQLite's secure_delete
// overwrites what is deleted, but not the copies that stay behind in the free
// middle of a page when it moves rows to another to balance its tree: of a row that
// was moved once and then deleted, such a copy is left. done is false when it was
// put off.
func (s *Store) scrub(ctx context.Context) (done bool, err error) {
	s.scrubbing.Lock()
	defer s.scrubbing.Unlock()
	if s.scrubTook > scrubQuick && time.Since(s.scrubbed) < scrubRest*s.scrubTook {
		return false, nil
	}
	begin := time.Now()
	defer func() { s.scrubbed, s.scrubTook = time.Now(), time.Since(begin) }()
	unclean, err := s.uncleanPages(ctx)
	if err != nil {
		return false, coded(fmt.Errorf("look through the database's pages: %w", err))
	}
	for len(unclean) > 0 {
		n := min(len(unclean), scrubAtOnce)
		err := s.write(ctx, func(ctx context.Context, t *tx) error { return t.cleanPages(ctx, unclean[:n]) })
		if err != nil {
			return false, fmt.Errorf("overwrite what is not used: %w", err)
		}
		unclean = unclean[n:]
	}
	return true, nil
}

// uncleanPages are the numbers of the pages with anything in their free middle.
func (s *Store) uncleanPages(ctx context.Context) (unclean []int64, err error) {
	// The pointer maps of a database that shrinks by itself look like pages of trees,
	// and so may the overflow of one of more than 128 GiB; ours is neither.
	var ours bool
	err = s.readers.QueryRowContext(ctx, `SELECT auto_vacuum = 0 AND page_count < 1 << 25 FROM pragma_auto_vacuum, pragma_page_count`).Scan(&ours)
	if err != nil || !ours {
		return nil, err
	}
	rows, err := s.readers.QueryContext(ctx, `SELECT pgno, data FROM sqlite_dbpage`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var number int64
		var page sql.RawBytes
		if err := rows.Scan(&number, &page); err != nil {
			return nil, err
		}
		if middle := freeMiddle(number, page); len(bytes.Trim(middle, "\x00")) > 0 {
			unclean = append(unclean, number)
		}
	}
	return unclean, rows.Err()
}

// cleanPages overwrites the free middle of pages, as they are now.
func (t *tx) cleanPages(ctx context.Context, numbers []int64) error {
	for _, number := range numbers {
		var page []byte
		if err := t.QueryRowContext(ctx, `SELECT data FROM sqlite_dbpage WHERE pgno = ?`, number).Scan(&page); err != nil {
			return err
		}
		clear(freeMiddle(number, page))
		if err := t.exec(ctx, `UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?`, page, number); err != nil {
			return err
		}
	}
	return nil
}

// freeMiddle is what a page of a tree has between the pointers to its cells and the
// first of these ("B-tree Pages" of SQLite's file format); empty for any other page.
func freeMiddle(number int64, page []byte) []byte {
	const (
		fileHeader                                        = 100 // before that of the first page
		indexInner, tableInner, indexLeaf, tableLeaf byte = 2, 5, 10, 13
	)
	header := page
	if number == 1 {
		header = page[fileHeader:]
	}
	pointers := 8
	switch header[0] {
	case indexInner, tableInner:
		pointers = 12
	case indexLeaf, tableLeaf:
	default: // it goes on from another, whose number's first byte is no kind of tree's, or it is free
		return nil
	}
	cells, first := int(binary.BigEndian.Uint16(header[3:])), int(binary.BigEndian.Uint16(header[5:]))
	if first == 0 {
		first = 1 << 16
	}
	from := len(page) - len(header) + pointers + 2*cells
	if from > first || first > len(page) {
		return nil
	}
	return page[from:first]
}
