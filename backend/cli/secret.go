package cli

import (
	"os"
	"strings"

	"deskclerk/backend/doc"
)

// readSecret reads a password from a file, so that it stands neither in the
// process list nor in the shell's history.
func readSecret(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", usageError{doc.Errorf(doc.CodeUnreadable, "%w", err)}
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}
