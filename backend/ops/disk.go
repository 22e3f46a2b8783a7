package ops

import (
	"encoding/json"
	"errors"
	"os"

	"deskclerk/backend/doc"
)

func writeSynced(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder makes the names in it durable; some systems cannot.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}

func readManifest(path string) (m Manifest, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return m, doc.Errorf(doc.CodeBackup, "%w", err)
	}
	return parseManifest(text)
}

func parseManifest(text []byte) (m Manifest, err error) {
	if err := json.Unmarshal(text, &m); err != nil {
		return m, doc.Errorf(doc.CodeBackup, "its manifest: %w", err)
	}
	if m.Format != format {
		return m, doc.Errorf(doc.CodeBackup, "its format is %q, this program knows %q", m.Format, format)
	}
	for _, f := range m.Originals {
		if len(f.SHA256) != 64 {
			return m, doc.Errorf(doc.CodeBackup, "its manifest names no hash")
		}
	}
	return m, nil
}
