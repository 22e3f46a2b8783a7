package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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
	if doc.Forgotten(f.Path) {
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
