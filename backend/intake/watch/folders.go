package watch

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"deskclerk/backend/doc"
)

const (
	maxFolders  = 100
	maxPatterns = 100
	maxName     = 100 // bytes of a folder's name
	maxSettle   = 3600
	defaultMove = "done"
)

// Create begins to watch a folder. Errors: folder_refused, unreadable_path,
// invalid_request, name_taken.
func (s *Service) Create(ctx context.Context, path string, set doc.FolderSettings) (doc.Folder, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	c, err := s.Check(ctx, path)
	if err != nil {
		return doc.Folder{}, err
	}
	all, err := s.o.Journal.WatchedFolders(ctx)
	if err != nil {
		return doc.Folder{}, err
	}
	if len(all) >= maxFolders {
		return doc.Folder{}, doc.Refuse(doc.CodeFolder, "folder_many", "count", strconv.Itoa(len(all)))
	}
	id, err := uuid.NewV7()
	if err != nil {
		return doc.Folder{}, err
	}
	f := doc.KeptFolder{Folder: doc.Folder{
		ID: id.String(), Name: c.Name, Path: c.Path, Type: doc.TypeAuto, After: doc.AfterLeave, MoveTo: defaultMove,
		Settle: s.o.Settle.Seconds(),
	}}
	if err := apply(&f, set); err != nil {
		return doc.Folder{}, err
	}
	if f.After != doc.AfterLeave && !c.Writable {
		return doc.Folder{}, doc.Refuse(doc.CodeFolder, "folder_readonly")
	}
	if f, err = s.o.Journal.NewFolder(ctx, f); err != nil {
		return doc.Folder{}, err
	}
	s.begin(f)
	return s.Folder(ctx, f.ID)
}

// Update changes a folder's settings. Errors: not_found, invalid_request,
// name_taken.
func (s *Service) Update(ctx context.Context, id string, set doc.FolderSettings) (doc.Folder, error) {
	return s.change(ctx, id, func(f *doc.KeptFolder) error { return apply(f, set) })
}

// Pause stops looking at a folder; what is known of it stays.
func (s *Service) Pause(ctx context.Context, id string) (doc.Folder, error) {
	return s.change(ctx, id, func(f *doc.KeptFolder) error { f.Paused = true; return nil })
}

// Resume looks at a folder again.
func (s *Service) Resume(ctx context.Context, id string) (doc.Folder, error) {
	return s.change(ctx, id, func(f *doc.KeptFolder) error { f.Paused = false; return nil })
}

// change has one watcher end before the next begins with the new settings.
func (s *Service) change(ctx context.Context, id string, change func(*doc.KeptFolder) error) (doc.Folder, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	if err := s.o.Journal.ChangeFolder(ctx, id, change); err != nil {
		return doc.Folder{}, err
	}
	f, err := s.o.Journal.WatchedFolder(ctx, id)
	if err != nil {
		return doc.Folder{}, err
	}
	s.end(id)
	s.begin(f)
	return s.Folder(ctx, id)
}

// Remove forgets a folder with its journal; files and documents stay.
func (s *Service) Remove(ctx context.Context, id string) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	if err := s.o.Journal.DeleteFolder(ctx, id); err != nil {
		return err
	}
	s.end(id)
	return nil
}

// Scan looks through a folder now. Errors: not_found; conflict while it is
// paused or nothing runs.
func (s *Service) Scan(ctx context.Context, id string) (doc.Folder, error) {
	f, err := s.Folder(ctx, id)
	if err != nil {
		return doc.Folder{}, err
	}
	w := s.watcher(id)
	if w == nil {
		return doc.Folder{}, doc.Refuse(doc.CodeConflict, "folder_idle", "state", string(f.State))
	}
	ring(w.look)
	return f, nil
}

// Folders lists the folders with how they stand.
func (s *Service) Folders(ctx context.Context) ([]doc.Folder, error) {
	kept, err := s.o.Journal.WatchedFolders(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]doc.Folder, 0, len(kept))
	for _, k := range kept {
		f, err := s.shown(ctx, k)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// Folder gives one.
func (s *Service) Folder(ctx context.Context, id string) (doc.Folder, error) {
	k, err := s.o.Journal.WatchedFolder(ctx, id)
	if err != nil {
		return doc.Folder{}, err
	}
	return s.shown(ctx, k)
}

func (s *Service) shown(ctx context.Context, k doc.KeptFolder) (doc.Folder, error) {
	f := k.Folder
	f.State, f.Watching = doc.FolderStopped, doc.WatchNone
	if f.Paused {
		f.State = doc.FolderPaused
	}
	if w := s.watcher(f.ID); w != nil {
		w.show(&f)
	}
	return f, s.o.Journal.CountFiles(ctx, &f)
}
