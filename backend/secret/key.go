package secret

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"
	"golang.org/x/crypto/chacha20poly1305"

	"deskclerk/backend/doc"
)

// Files in the data folder. One of them says where the key is: in the file, or
// in the key store under the name in the other.
const (
	keyFile  = "secret.key"
	nameFile = "secret.name"
)

// key finds the folder's key, and makes it the first time. It is never made anew
// while anything says that there is one: what it sealed would be lost.
func (b *Box) key() ([]byte, error) {
	if text, err := os.ReadFile(b.path(keyFile)); err == nil {
		if err := os.Chmod(b.path(keyFile), 0o600); err != nil {
			return nil, doc.Errorf(doc.CodeKeyGone, "%w", err)
		}
		return decodeKey(string(text))
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, doc.Errorf(doc.CodeKeyGone, "%w", err)
	}
	name, err := os.ReadFile(b.path(nameFile))
	switch {
	case err == nil:
		text, err := fetch(strings.TrimSpace(string(name)))
		if err != nil {
			return nil, doc.Errorf(doc.CodeKeyGone, "the key store: %w", err)
		}
		return decodeKey(text)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, doc.Errorf(doc.CodeKeyGone, "%w", err)
	}
	return b.newKey()
}

// newKey makes a key and puts it into the key store or, where there is none or
// it does not answer, into the file.
func (b *Box) newKey() ([]byte, error) {
	key := make([]byte, chacha20poly1305.KeySize)
	_, _ = rand.Read(key) // never fails (crypto/rand)
	text := base64.StdEncoding.EncodeToString(key)
	if !b.o.FileOnly && hasStore() {
		name := uuid.NewString()
		err := keep(name, text)
		if err == nil {
			return key, b.write(nameFile, name)
		}
		b.o.Logger.Warn("the key store does not take the key; it is kept in a file of the data folder", "error", err)
	}
	return key, b.write(keyFile, text)
}

// write makes a file that its owner alone can read, whole or not at all.
func (b *Box) write(name, text string) error {
	f, err := os.CreateTemp(b.dir, name+".*") // 0600
	if err != nil {
		return fmt.Errorf("keep the key: %w", err)
	}
	_, err = f.WriteString(text + "\n")
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), b.path(name))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep the key: %w", err), os.Remove(f.Name()))
	}
	return syncFolder(b.dir)
}

// syncFolder makes the file's name durable: what is sealed from now on must not
// outlive its key.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("keep the key: %w", err)
	}
	_ = d.Sync() // some systems cannot
	return d.Close()
}

func (b *Box) path(name string) string { return filepath.Join(b.dir, name) }

func decodeKey(text string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != chacha20poly1305.KeySize {
		return nil, doc.Errorf(doc.CodeKeyGone, "the stored key is damaged")
	}
	return key, nil
}
