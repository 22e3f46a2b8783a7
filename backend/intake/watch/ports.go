package watch

import (
	"context"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
)

// Journal keeps folders and the lines of their files. What is not there is
// not_found.
type Journal interface {
	NewFolder(ctx context.Context, f doc.KeptFolder) (doc.KeptFolder, error) // name_taken
	WatchedFolders(ctx context.Context) ([]doc.KeptFolder, error)
	WatchedFolder(ctx context.Context, id string) (doc.KeptFolder, error)
	ChangeFolder(ctx context.Context, id string, change func(*doc.KeptFolder) error) error // name_taken
	DeleteFolder(ctx context.Context, id string) error
	SeenRoot(ctx context.Context, id string, root doc.FolderRoot) error
	TellOfFolder(ctx context.Context, id, what string) error

	// Reconcile holds what was found in one folder against its lines; decide may
	// be asked twice and gives the lines that change.
	Reconcile(ctx context.Context, folderID, dir string, decide func([]doc.KeptFile) []doc.KeptFile) (int, error)
	// NoteFile changes a line that still stands in the state, else nothing.
	NoteFile(ctx context.Context, id int64, in doc.FileState, change func(*doc.KeptFile)) (bool, error)
	DueFiles(ctx context.Context, folderID string, now time.Time, limit int) ([]doc.KeptFile, error)
	NextDueFile(ctx context.Context, folderID string) (time.Time, bool, error)
	MovedFile(ctx context.Context, folderID string, v doc.FileVersion) (doc.KeptFile, bool, error)
	JournalDirs(ctx context.Context, folderID string) ([]string, error)
	PruneJournal(ctx context.Context, folderID string, before time.Time) (int64, error)
	UnreadOf(ctx context.Context, folderID string) (int, error)

	CountFiles(ctx context.Context, f *doc.Folder) error
	JournalFile(ctx context.Context, folderID string, id int64) (doc.FolderFile, error)
	JournalFiles(ctx context.Context, q doc.FileQuery) (doc.FileList, error)
	ForgetFile(ctx context.Context, folderID string, id int64) error // conflict while the file is there
}

// Intake takes a file in. It answers once the document and the journal's line
// are committed together.
type Intake interface {
	Admit(ctx context.Context, it intake.Item) (doc.Receipt, error)
}
