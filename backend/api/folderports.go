package api

import (
	"context"

	"deskclerk/backend/doc"
)

// Folders watches folders. What is not there is not_found; what a folder's or a
// file's state does not allow is conflict; a path that cannot be watched is
// folder_refused.
type Folders interface {
	// Allowed is folder_not_allowed for a path that only this machine may add.
	Allowed(ctx context.Context, path string) error
	Check(ctx context.Context, path string) (doc.FolderCheck, error)
	Create(ctx context.Context, path string, s doc.FolderSettings) (doc.Folder, error)
	Update(ctx context.Context, id string, s doc.FolderSettings) (doc.Folder, error)
	Remove(ctx context.Context, id string) error
	Folders(ctx context.Context) ([]doc.Folder, error)
	Folder(ctx context.Context, id string) (doc.Folder, error)
	Pause(ctx context.Context, id string) (doc.Folder, error)
	Resume(ctx context.Context, id string) (doc.Folder, error)
	Scan(ctx context.Context, id string) (doc.Folder, error)

	Files(ctx context.Context, q doc.FileQuery) (doc.FileList, error)
	Take(ctx context.Context, id string, file int64) (doc.FolderFile, error)
	Leave(ctx context.Context, id string, file int64) (doc.FolderFile, error)
	Forget(ctx context.Context, id string, file int64) error
}
