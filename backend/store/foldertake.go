package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// claimLine finds the line of the journal that an admission comes from, and
// tells whether its content is the one that was taken from that path before: a
// file that was only touched. Errors: conflict when the line does not wait with
// that version any more.
func (t *tx) claimLine(ctx context.Context, a doc.Admission) (touched bool, err error) {
	ref := a.Journal
	f, err := line(ctx, t, ref.FileID)
	switch {
	case doc.CodeOf(err) == doc.CodeNotFound:
		return false, doc.Errorf(doc.CodeConflict, "the folder or its file is no longer watched")
	case err != nil:
		return false, err
	case f.FolderID != ref.FolderID || f.State != doc.FileWaiting || f.Version != ref.Version:
		return false, doc.Errorf(doc.CodeConflict, "the file does not wait any more")
	}
	return f.SHA256 != "" && f.SHA256 == a.SHA256, nil
}

// takeLine writes down, in the admission's own transaction, that the file was
// taken.
func (t *tx) takeLine(ctx context.Context, a doc.Admission, r doc.Receipt) error {
	source, next, reason := doc.SourceLeft, any(nil), doc.ReasonNone
	if a.Journal.Pending {
		source, next = doc.SourcePending, ms(t.now)
	}
	switch {
	case r.Touched:
		reason = doc.ReasonTouched
	case r.Duplicate:
		reason = doc.ReasonDuplicate
	}
	err := t.exec(ctx, `UPDATE watched_files SET state = 'taken', reason = ?1, error = NULL, tries = 0, next_at = ?2, forced = 0,
		changed_at = ?3, document_id = ?4, duplicate = CASE WHEN ?5 THEN duplicate ELSE ?6 END, sha256 = ?7, source = ?8, moved_to = '', present = 1
		WHERE n = ?9`,
		reason, next, ms(t.now), r.DocumentID, r.Touched, r.Duplicate, a.SHA256, source, a.Journal.FileID)
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// takeContainer writes down that the file was taken of which a container is.
func (t *tx) takeContainer(ctx context.Context, c doc.Container) (err error) {
	if c.Journal == nil {
		return nil
	}
	a, r := doc.Admission{SHA256: c.SHA256, Journal: c.Journal}, doc.Receipt{}
	r.DocumentID, r.Duplicate = c.Admitted()
	if r.Touched, err = t.claimLine(ctx, a); err != nil {
		return err
	}
	return t.takeLine(ctx, a, r)
}

// touchedReceipt answers for a file that was only touched.
func (t *tx) touchedReceipt(ctx context.Context, a doc.Admission) (doc.Receipt, error) {
	f, err := line(ctx, t, a.Journal.FileID)
	if err != nil {
		return doc.Receipt{}, err
	}
	r := doc.Receipt{DocumentID: f.DocumentID, Duplicate: true, Touched: true}
	if f.DocumentID != "" {
		if r.Document, err = lightDocument(ctx, t, f.DocumentID); err != nil {
			return doc.Receipt{}, err
		}
	}
	if err := t.takeLine(ctx, a, r); err != nil || f.DocumentID != "" {
		return r, err
	}
	// Its document was deleted, so its name is not kept either.
	return r, t.exec(ctx, `UPDATE watched_files SET path = ? WHERE n = ?`, doc.ForgottenPath(f.Path), f.ID)
}

// untake removes what was kept of a file that was only touched, unless a document
// has it.
func (s *Store) untake(ctx context.Context, a doc.Admission, r doc.Receipt) error {
	ctx = context.WithoutCancel(ctx)
	_, err := s.removeUnused(ctx, a.SHA256)
	if r.DocumentID == "" {
		s.untidy.Store(true)
		s.Tidy(ctx)
	}
	return err
}

// forgetFiles takes a deleted document out of the journals of folders. The line
// of a file that is still there stays, lest the file be taken again, but its
// name does not.
func (t *tx) forgetFiles(ctx context.Context, documentID string) error {
	lines, err := collect(ctx, t, scanFile, `SELECT `+fileColumns+` FROM watched_files WHERE document_id = ? AND document_id <> ''`, documentID)
	if err != nil {
		return fmt.Errorf("look through the journal: %w", err)
	}
	for _, f := range lines {
		if !f.Present {
			f.State = ""
		} else if !doc.Forgotten(f.Path) {
			f.Path = doc.ForgottenPath(f.Path)
		}
		f.DocumentID, f.MovedTo = "", ""
		if err := t.keepLine(ctx, f); err != nil {
			return fmt.Errorf("empty the journal: %w", err)
		}
	}
	return nil
}
