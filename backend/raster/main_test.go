package raster

import (
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"deskclerk/backend/doc"
)

// cacheDir is kept between runs: compiling PDFium takes seconds, half a minute
// with the race detector.
func cacheDir() string {
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	return filepath.Join(base, "deskclerk-tests", "wazero")
}

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

func newReader(t testing.TB) *Reader {
	t.Helper()
	r := New(Options{CacheDir: cacheDir()})
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// saved writes a file and gives its path.
func saved(t testing.TB, data []byte) string {
	t.Helper()
	f, err := os.CreateTemp(t.TempDir(), "file-*")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if _, err := f.Write(data); err != nil {
		t.Fatal(err)
	}
	return f.Name()
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// readPage reads a page of a file that must be readable.
func readPage(t testing.TB, r *Reader, data []byte, number int, o doc.OpenOptions) doc.Raster {
	t.Helper()
	p, err := r.Page(t.Context(), saved(t, data), number, o, false)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func hasWarning(warnings []doc.Warning, code string) bool {
	for _, w := range warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}
