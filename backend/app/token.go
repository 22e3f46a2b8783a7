package app

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// tokenFile holds the owner's token, readable by the owner alone.
const tokenFile = "token"

// tokenBytes is 256 bits.
const tokenBytes = 32

// ReadToken reads the owner's token of a data folder.
func ReadToken(dir string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dir, tokenFile))
	if err != nil {
		return "", fmt.Errorf("read the token: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}

// ensureToken reads the owner's token, making it the first time. A file that
// others may read is closed to them.
func ensureToken(dir string) (string, error) {
	token, err := ReadToken(dir)
	path := filepath.Join(dir, tokenFile)
	if err == nil && token != "" {
		return token, os.Chmod(path, 0o600)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	secret := make([]byte, tokenBytes)
	_, _ = rand.Read(secret) // never fails (crypto/rand)
	token = "dk_" + base64.RawURLEncoding.EncodeToString(secret)
	tmp := path + ".tmp"
	if err := os.WriteFile(tmp, []byte(token+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("write the token: %w", err)
	}
	if err := os.Rename(tmp, path); err != nil {
		return "", fmt.Errorf("write the token: %w", err)
	}
	return token, nil
}
