package intake

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"deskclerk/backend/doc"
)

// PassedOver is a path that was found and not taken, with the reason.
type PassedOver struct{ Path, Reason string }

// Find lists the files named, and those in the folders named and below, in the
// order of the arguments and of the names in each folder. Hidden files, links
// and what is no file are passed over. A path that was named itself and is not
// there is unreadable_path.
func Find(paths []string) (files []string, over []PassedOver, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, nil, doc.Errorf(doc.CodeUnreadable, "%w", err)
		case info.IsDir():
			more, skipped := walk(path)
			files, over = append(files, more...), append(over, skipped...)
		case !info.Mode().IsRegular():
			over = append(over, PassedOver{path, "it is no file"})
		default:
			files = append(files, path)
		}
	}
	return files, over, nil
}

func walk(root string) (files []string, over []PassedOver) {
	// The function never returns another error, so neither does WalkDir.
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		hidden := path != root && strings.HasPrefix(d.Name(), ".")
		switch {
		case err != nil:
			over = append(over, PassedOver{path, "it cannot be read"})
			if d.IsDir() {
				return fs.SkipDir
			}
		case hidden && d.IsDir():
			over = append(over, PassedOver{path, "it is hidden"})
			return fs.SkipDir
		case hidden:
			over = append(over, PassedOver{path, "it is hidden"})
		case d.IsDir():
		case !d.Type().IsRegular():
			over = append(over, PassedOver{path, "it is no file"})
		default:
			files = append(files, path)
		}
		return nil
	})
	return files, over
}
