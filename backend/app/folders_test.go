package app

import (
	"os"
	"path/filepath"
	"testing"

	"deskclerk/backend/doc"
)

func TestOverTheNetworkOnlyAllowedFoldersMayBeNamed(t *testing.T) {
	base, outside := t.TempDir(), t.TempDir()
	if err := os.MkdirAll(filepath.Join(base, "in"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(base, "out")); err != nil {
		t.Fatal(err)
	}
	f := folders{allow: []string{base, filepath.Join(base, "nothing")}}
	for path, ok := range map[string]bool{
		base: true, filepath.Join(base, "in"): true, base + "/in/../in": true,
		outside: false, filepath.Join(base, "out"): false, base + "/../": false,
		filepath.Join(base, "nothing"): false, "in": false, "": false, "/etc": false,
	} {
		if err := f.Allowed(t.Context(), path); (err == nil) != ok || !ok && doc.CodeOf(err) != doc.CodeFolderFar {
			t.Errorf("%q: %v", path, err)
		}
	}
}
