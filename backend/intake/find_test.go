package intake_test

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
)

func TestFindTakesFilesAndPassesOverTheRest(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.pdf", "a.pdf", "sub/c.pdf", ".hidden.pdf", ".git/d.pdf"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	files, over, err := intake.Find([]string{dir, filepath.Join(dir, "a.pdf"), filepath.Join(dir, "pipe")})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a.pdf", "b.pdf", "sub/c.pdf", "a.pdf"}
	for i := range want {
		want[i] = filepath.Join(dir, want[i])
	}
	if !slices.Equal(files, want) {
		t.Errorf("files %v", files)
	}
	if len(over) != 5 {
		t.Errorf("passed over %v", over)
	}
}

func TestFindNamesAPathThatIsNotThere(t *testing.T) {
	_, _, err := intake.Find([]string{filepath.Join(t.TempDir(), "none")})
	if doc.CodeOf(err) != doc.CodeUnreadable {
		t.Fatal(err)
	}
}
