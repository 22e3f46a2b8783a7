package ops

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Bundle is what support gets: files by their names. Nothing in it may hold what
// a document says, or its name; each is text that a person can read before
// sending it.
type Bundle struct {
	files []bundled
	hide  *strings.Replacer
}

type bundled struct{ name, text string }

// mostLog bounds how much of a log goes along, in bytes; the end counts.
const mostLog = 5 << 20

// NewBundle makes an empty one. What stands in hide, such as the home folder's
// path, is replaced by what follows it.
func NewBundle(hide ...string) *Bundle { return &Bundle{hide: strings.NewReplacer(hide...)} }

// Add puts a text in.
func (b *Bundle) Add(name, text string) {
	b.files = append(b.files, bundled{name, b.hide.Replace(text)})
}

// AddLog puts the end of a log in; that it is not there is said in its place.
func (b *Bundle) AddLog(name, path string) {
	text, err := tail(path, mostLog)
	if errors.Is(err, os.ErrNotExist) {
		return
	}
	if err != nil {
		text = "it cannot be read: " + err.Error()
	}
	b.Add(name, text)
}

// tail reads a file's last bytes, from the start of a line on.
func tail(path string, most int64) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	from := max(0, info.Size()-most)
	text, err := io.ReadAll(io.NewSectionReader(f, from, most))
	if _, whole, found := strings.Cut(string(text), "\n"); found && from > 0 {
		return whole, err
	}
	return string(text), err
}

// Write writes a new zip file.
func (b *Bundle) Write(path string, at time.Time) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return unwritable(fmt.Errorf("write the bundle: %w", err))
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			_ = os.Remove(path)
		}
	}()
	z := zip.NewWriter(f)
	folder := strings.TrimSuffix(filepath.Base(path), ".zip")
	for _, one := range b.files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: folder + "/" + one.name, Method: zip.Deflate, Modified: at})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, one.text); err != nil {
			return err
		}
	}
	return z.Close()
}
