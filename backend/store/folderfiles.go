package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

const fileColumns = `n, folder, dir, path, size, modified, inode, present, first_seen, changed_at, state, reason, error,
	tries, next_at, forced, document_id, duplicate, sha256, source, moved_to`

func scanFile(r scanner) (f doc.KeptFile, err error) {
	err = r.Scan(&f.ID, &f.FolderID, &f.Dir, &f.Path, &f.Version.Size, &f.Version.Modified, asWord{&f.Version.Inode},
		&f.Present, atTime{&f.FirstSeen}, atTime{&f.Changed}, &f.State, &f.Reason, asJSON{&f.Error},
		&f.Tries, maybeTime{&f.NextAt}, &f.Forced, &f.DocumentID, &f.Duplicate, &f.SHA256, &f.Source, &f.MovedTo)
	f.Size, f.Modified = f.Version.Size, time.Unix(0, f.Version.Modified).UTC()
	return f, err
}

// shown is the line as people see it.
func shown(f doc.KeptFile) doc.FolderFile {
	f.Message = f.Reason.Sentence()
	if f.Error != nil && f.Message == "" {
		f.Message = f.Error.Message
	}
	if strings.HasPrefix(f.Path, "\x01") {
		f.Path = ""
	}
	f.Path = strings.ToValidUTF8(f.Path, "\uFFFD")
	f.MovedTo = strings.ToValidUTF8(f.MovedTo, "\uFFFD")
	return f.FolderFile
}

// Reconcile holds what was found in one folder against its lines in the journal.
// decide gets the lines and gives those that change: an id of 0 is a new line,
// an empty state takes a line out. Where nothing changes nothing is written;
// else lines are read and changed in one transaction, in which decide is asked
// anew. It says how many lines changed.
func (s *Store) Reconcile(ctx context.Context, folderID, dir string, decide func(lines []doc.KeptFile) []doc.KeptFile) (int, error) {
	lines, err := linesIn(ctx, s.readers, folderID, dir)
	if err != nil {
		return 0, coded(fmt.Errorf("read the journal: %w", err))
	}
	if len(decide(lines)) == 0 {
		return 0, nil
	}
	n := 0
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		if _, err := folder(ctx, t, folderID); err != nil {
			return err
		}
		lines, err := linesIn(ctx, t, folderID, dir)
		if err != nil {
			return err
		}
		changes := decide(lines)
		n = len(changes)
		for _, f := range changes {
			if err := t.keepLine(ctx, f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("write the journal: %w", err)
	}
	return n, nil
}

func linesIn(ctx context.Context, q querier, folderID, dir string) ([]doc.KeptFile, error) {
	return collect(ctx, q, scanFile, `SELECT `+fileColumns+` FROM watched_files WHERE folder = ? AND dir = ?`, folderID, dir)
}

// keepLine writes a line; its times come from the transaction where it moved to
// another state.
func (t *tx) keepLine(ctx context.Context, f doc.KeptFile) error {
	switch {
	case f.State == "":
		return t.exec(ctx, `DELETE FROM watched_files WHERE n = ?`, f.ID)
	case f.ID == 0:
		return t.insertLine(ctx, f)
	}
	return t.exec(ctx, `UPDATE watched_files SET
		changed_at = CASE WHEN state = ?4 AND reason = ?5 AND present = ?16 THEN changed_at ELSE ?13 END,
		size = ?1, modified = ?2, inode = ?3, state = ?4, reason = ?5, error = ?6, tries = ?7, next_at = ?8, forced = ?9,
		source = ?10, sha256 = ?11, moved_to = ?12, document_id = ?14, duplicate = ?15, present = ?16, dir = ?17, path = ?18
		WHERE n = ?19`,
		f.Version.Size, f.Version.Modified, word(f.Version.Inode), f.State, f.Reason, asJSON{f.Error}, f.Tries, orNull(f.NextAt), f.Forced,
		f.Source, f.SHA256, f.MovedTo, ms(t.now), f.DocumentID, f.Duplicate, f.Present, f.Dir, f.Path, f.ID)
}

func (t *tx) insertLine(ctx context.Context, f doc.KeptFile) error {
	return t.exec(ctx, `INSERT INTO watched_files
		(folder, dir, path, size, modified, inode, first_seen, changed_at, state, reason, next_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		f.FolderID, f.Dir, f.Path, f.Version.Size, f.Version.Modified, word(f.Version.Inode), ms(t.now), ms(t.now), f.State, f.Reason, orNull(f.NextAt))
}

// NoteFile changes one line that still stands in the state; false when it does
// not, and then nothing was changed.
func (s *Store) NoteFile(ctx context.Context, id int64, in doc.FileState, change func(*doc.KeptFile)) (done bool, err error) {
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		f, err := line(ctx, t, id)
		if doc.CodeOf(err) == doc.CodeNotFound || err == nil && f.State != in {
			return nil
		}
		if err != nil {
			return err
		}
		change(&f)
		done = true
		return t.keepLine(ctx, f)
	})
	if err != nil {
		return false, fmt.Errorf("write the journal: %w", err)
	}
	return done, nil
}

func line(ctx context.Context, q querier, id int64) (doc.KeptFile, error) {
	f, err := scanFile(q.QueryRowContext(ctx, `SELECT `+fileColumns+` FROM watched_files WHERE n = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return f, notFound("file", strconv.FormatInt(id, 10))
	}
	return f, err
}

// DueFiles lists the lines of a folder whose time has come, longest due first:
// files that wait, and taken ones whose source is still to be moved or deleted.
func (s *Store) DueFiles(ctx context.Context, folderID string, now time.Time, limit int) ([]doc.KeptFile, error) {
	due, err := collect(ctx, s.readers, scanFile, `SELECT `+fileColumns+` FROM watched_files
		WHERE folder = ? AND next_at <= ? ORDER BY next_at, n LIMIT ?`, folderID, ms(now), limit)
	if err != nil {
		return nil, coded(fmt.Errorf("read the journal: %w", err))
	}
	return due, nil
}

// NextDueFile is when the next line's time comes; false when none waits.
func (s *Store) NextDueFile(ctx context.Context, folderID string) (at time.Time, ok bool, err error) {
	var next *time.Time
	err = s.readers.QueryRowContext(ctx, `SELECT min(next_at) FROM watched_files WHERE folder = ? AND next_at IS NOT NULL`, folderID).Scan(maybeTime{&next})
	if err != nil {
		return at, false, coded(fmt.Errorf("read the journal: %w", err))
	}
	if next == nil {
		return at, false, nil
	}
	return *next, true, nil
}

// MovedFile finds a line that speaks of the version under a path that is no
// longer there: the file has another name now. False when there is none.
func (s *Store) MovedFile(ctx context.Context, folderID string, v doc.FileVersion) (doc.KeptFile, bool, error) {
	f, err := scanFile(s.readers.QueryRowContext(ctx, `SELECT `+fileColumns+` FROM watched_files
		WHERE folder = ? AND inode = ? AND size = ? AND modified = ? AND state = 'taken' ORDER BY n DESC LIMIT 1`,
		folderID, word(v.Inode), v.Size, v.Modified))
	if errors.Is(err, sql.ErrNoRows) {
		return doc.KeptFile{}, false, nil
	}
	if err != nil {
		return doc.KeptFile{}, false, coded(fmt.Errorf("read the journal: %w", err))
	}
	return f, true, nil
}

// JournalDirs lists the folders that the journal knows of.
func (s *Store) JournalDirs(ctx context.Context, folderID string) ([]string, error) {
	dirs, err := collect(ctx, s.readers, func(r scanner) (d string, err error) { return d, r.Scan(&d) },
		`SELECT DISTINCT dir FROM watched_files WHERE folder = ? AND present`, folderID)
	if err != nil {
		return nil, coded(fmt.Errorf("read the journal: %w", err))
	}
	return dirs, nil
}

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
	where, args := []string{"folder = ?"}, []any{q.FolderID}
	if len(q.State) > 0 {
		where = append(where, `state IN (?`+strings.Repeat(", ?", len(q.State)-1)+`)`)
		for _, state := range q.State {
			args = append(args, state)
		}
	}
	if q.Text != "" {
		where = append(where, `instr(lower(path), lower(?)) > 0`)
		args = append(args, q.Text)
	}
	if q.After != "" {
		after, err := strconv.ParseInt(q.After, 10, 64)
		if err != nil {
			return doc.FileList{}, doc.Errorf(doc.CodeInvalid, "query.after: %q is no cursor", q.After)
		}
		where = append(where, "n < ?")
		args = append(args, after)
	}
	lines, err := collect(ctx, s.readers, scanFile, `SELECT `+fileColumns+` FROM watched_files WHERE `+
		strings.Join(where, " AND ")+` ORDER BY n DESC LIMIT ?`, append(args, q.Limit+1)...)
	if err != nil {
		return doc.FileList{}, coded(fmt.Errorf("list files: %w", err))
	}
	list := doc.FileList{Files: []doc.FolderFile{}}
	if len(lines) > q.Limit {
		lines = lines[:q.Limit]
		list.Next = strconv.FormatInt(lines[q.Limit-1].ID, 10)
	}
	for l := range slices.Values(lines) {
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
			return doc.Errorf(doc.CodeConflict, "the file is still there")
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
