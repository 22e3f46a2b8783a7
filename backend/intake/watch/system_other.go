//go:build !linux

package watch

import (
	"io/fs"
	"os"

	"deskclerk/backend/doc"
)

// kind is what a file system can be relied on for.
type kind struct {
	network bool // what others change in it sends no events
	inodes  bool // a file keeps its number
	pseudo  bool // it holds no files of people
}

// kindOf knows nothing of file systems here, so nothing is relied on.
func kindOf(*os.File) (kind, error) { return kind{network: true}, nil }

func rootOf(fs.FileInfo) doc.FolderRoot { return doc.FolderRoot{} }

func severalNames(fs.FileInfo) bool { return true }

func beingWritten(*os.File) bool { return false }

func locked(*os.File) bool { return false }

const noWait = 0
