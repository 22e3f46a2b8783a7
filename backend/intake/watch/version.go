package watch

import (
	"io/fs"
	"os"

	"deskclerk/backend/doc"
)

// versionOf is what tells a file's content from the one before without reading
// it; the inode counts only where files keep theirs.
func versionOf(info fs.FileInfo, k kind) doc.FileVersion {
	v := doc.FileVersion{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	if k.inodes {
		v.Inode = rootOf(info).Inode
	}
	return v
}

// identityOf is the device and number of a folder.
func identityOf(path string) (doc.FolderRoot, error) {
	info, err := os.Stat(path)
	if err != nil {
		return doc.FolderRoot{}, err
	}
	return rootOf(info), nil
}

// ownFile reports another name of a file that lies in an own folder, such as the
// token's: its text must not become a document.
func (s *Service) ownFile(info fs.FileInfo) bool {
	for _, dir := range s.o.Own {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // it went, and with it what there was to keep
		}
		for _, e := range entries {
			if own, err := e.Info(); err == nil && os.SameFile(own, info) {
				return true
			}
		}
	}
	return false
}
