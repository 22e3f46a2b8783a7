package watch

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

// Files lists lines of a folder's journal, newest first. Errors: not_found,
// invalid_request for a cursor that is none.
func (s *Service) Files(ctx context.Context, q doc.FileQuery) (doc.FileList, error) {
	if _, err := s.o.Journal.WatchedFolder(ctx, q.FolderID); err != nil {
		return doc.FileList{}, err
	}
	return s.o.Journal.JournalFiles(ctx, q)
}

// Take has a file taken now, whatever its name and however often it was tried; a
// file that was taken is taken once more. It still has to be whole. Errors:
// not_found, conflict for one that is not there or is no file.
func (s *Service) Take(ctx context.Context, folderID string, id int64) (doc.FolderFile, error) {
	return s.act(ctx, folderID, id, func(l *doc.KeptFile) {
		now := time.Now().UTC()
		l.State, l.Reason, l.Error, l.Tries, l.NextAt, l.Forced = doc.FileWaiting, doc.ReasonByHand, nil, 0, &now, true
		l.SHA256, l.DocumentID, l.Duplicate, l.Source, l.MovedTo = "", "", false, doc.SourceNone, ""
	})
}

// Leave has a file passed over from now on. Errors: as Take, and conflict for one
// that was taken.
func (s *Service) Leave(ctx context.Context, folderID string, id int64) (doc.FolderFile, error) {
	if f, err := s.o.Journal.JournalFile(ctx, folderID, id); err == nil && f.State == doc.FileTaken {
		return doc.FolderFile{}, doc.Refuse(doc.CodeConflict, "file_taken")
	}
	return s.act(ctx, folderID, id, func(l *doc.KeptFile) {
		l.State, l.Reason, l.Error, l.NextAt, l.Forced = doc.FilePassedOver, doc.ReasonLeft, nil, nil, false
	})
}

// act changes a file that is there.
func (s *Service) act(ctx context.Context, folderID string, id int64, change func(*doc.KeptFile)) (doc.FolderFile, error) {
	f, err := s.o.Journal.JournalFile(ctx, folderID, id)
	if err != nil {
		return doc.FolderFile{}, err
	}
	switch {
	case !f.Present:
		return doc.FolderFile{}, doc.Refuse(doc.CodeConflict, "file_gone")
	case f.State == doc.FilePassedOver && !byName(f.Reason) && !byContent(f.Reason) && f.Reason != doc.ReasonTooLarge:
		return doc.FolderFile{}, doc.Refuse(doc.CodeConflict, "file_none")
	case f.Path == "":
		return doc.FolderFile{}, doc.Refuse(doc.CodeConflict, "file_forgotten")
	}
	done, err := s.o.Journal.NoteFile(ctx, id, f.State, change)
	switch {
	case err != nil:
		return doc.FolderFile{}, err
	case !done:
		return doc.FolderFile{}, doc.Refuse(doc.CodeConflict, "file_meanwhile")
	}
	if w := s.watcher(folderID); w != nil {
		ring(w.due)
	}
	if err := s.o.Journal.TellOfFolder(ctx, folderID, "files"); err != nil {
		return doc.FolderFile{}, err
	}
	return s.o.Journal.JournalFile(ctx, folderID, id)
}

// Forget takes the line of a file out that is not there any more. Errors:
// not_found, conflict while it is there.
func (s *Service) Forget(ctx context.Context, folderID string, id int64) error {
	return s.o.Journal.ForgetFile(ctx, folderID, id)
}
