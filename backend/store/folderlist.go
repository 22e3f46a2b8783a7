package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

// CountFiles fills in how many files of the folder stand where, and the one
// taken last.
func (s *Store) CountFiles(ctx context.Context, f *doc.Folder) error {
	err := s.read(ctx, func(q querier) error {
		c := &f.Counts
		err := q.QueryRowContext(ctx, `SELECT
			count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'taken'),
			count(*) FILTER (WHERE state = 'taken' AND duplicate), count(*) FILTER (WHERE state = 'passed_over'),
			count(*) FILTER (WHERE state = 'failed'), count(*) FILTER (WHERE state = 'gone')
			FROM watched_files WHERE folder = ?`, f.ID).Scan(&c.Waiting, &c.Taken, &c.Duplicates, &c.PassedOver, &c.Failed, &c.Gone)
		if err != nil {
			return err
		}
		last, err := scanFile(q.QueryRowContext(ctx, `SELECT `+fileColumns+` FROM watched_files
			WHERE folder = ? AND state = 'taken' ORDER BY changed_at DESC, n DESC LIMIT 1`, f.ID))
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		file := shown(last)
		f.LastFile = &file
		return err
	})
	if err != nil {
		return fmt.Errorf("count files: %w", err)
	}
	return nil
}

// UnreadOf counts the folder's documents that the machine is not done with.
func (s *Store) UnreadOf(ctx context.Context, folderID string) (n int, err error) {
	err = s.readers.QueryRowContext(ctx, `SELECT count(*) FROM jobs
		JOIN sightings ON sightings.document = jobs.document
		WHERE jobs.state IN ('available', 'retryable') AND jobs.kind = 'inspect' AND sightings.folder = ?`, folderID).Scan(&n)
	if err != nil {
		return 0, coded(fmt.Errorf("count unread documents: %w", err))
	}
	return n, nil
}

// JournalFile gives a line as people see it. Errors: not_found.
func (s *Store) JournalFile(ctx context.Context, folderID string, id int64) (doc.FolderFile, error) {
	f, err := line(ctx, s.readers, id)
	if err == nil && f.FolderID != folderID {
		err = notFound("file", strconv.FormatInt(id, 10))
	}
	if err != nil {
		return doc.FolderFile{}, coded(fmt.Errorf("read the journal: %w", err))
	}
	return shown(f), nil
}

// JournalFiles lists lines, newest first. Errors: invalid_request for a cursor
// that is none.
func (s *Store) JournalFiles(ctx context.Context, q doc.FileQuery) (doc.FileList, error) {
	if q.Limit <= 0 || q.Limit > 500 {
		q.Limit = 100
	}
	var c conditions
	c.add("folder = ?", q.FolderID)
	if len(q.State) > 0 {
		c.add("state IN (SELECT value FROM json_each(?))", asJSON{q.State})
	}
	if q.Text != "" {
		c.add("instr(lower(path), lower(?)) > 0", q.Text)
	}
	if q.After != "" {
		after, err := strconv.ParseInt(q.After, 10, 64)
		if err != nil {
			return doc.FileList{}, doc.Errorf(doc.CodeInvalid, "query.after: %q is no cursor", q.After)
		}
		c.add("n < ?", after)
	}
	lines, err := collect(ctx, s.readers, scanFile, `SELECT `+fileColumns+` FROM watched_files WHERE `+
		c.sql()+` ORDER BY n DESC LIMIT ?`, append(c.args, q.Limit+1)...)
	if err != nil {
		return doc.FileList{}, coded(fmt.Errorf("list files: %w", err))
	}
	list := doc.FileList{Files: []doc.FolderFile{}}
	if len(lines) > q.Limit {
		lines = lines[:q.Limit]
		list.Next = strconv.FormatInt(lines[q.Limit-1].ID, 10)
	}
	for _, l := range lines {
		list.Files = append(list.Files, shown(l))
	}
	return list, nil
}

// ForgetFile takes a line out. Errors: not_found; conflict while its file is
// there, which would be found anew.
func (s *Store) ForgetFile(ctx context.Context, folderID string, id int64) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		f, err := line(ctx, t, id)
		if err == nil && f.FolderID != folderID {
			err = notFound("file", strconv.FormatInt(id, 10))
		}
		if err != nil {
			return err
		}
		if f.Present {
			return doc.Refuse(doc.CodeConflict, "file_present")
		}
		if err := t.exec(ctx, `DELETE FROM watched_files WHERE n = ?`, id); err != nil {
			return err
		}
		return t.tellOfFolder(ctx, folderID, "files")
	})
	if err != nil {
		return fmt.Errorf("forget a file: %w", err)
	}
	return nil
}

// PruneJournal forgets the lines of files that are no longer there and were not
// there since before; it says how many.
func (s *Store) PruneJournal(ctx context.Context, folderID string, before time.Time) (n int64, err error) {
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		result, err := t.ExecContext(ctx, `DELETE FROM watched_files
			WHERE folder = ? AND NOT present AND changed_at < ? AND source <> 'pending'`, folderID, ms(before))
		if err != nil {
			return err
		}
		n, err = result.RowsAffected()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune the journal: %w", err)
	}
	return n, nil
}
