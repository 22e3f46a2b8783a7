package store

import (
	"fmt"

	"github.com/google/uuid"
)

// newID makes an id; ids sort by when they were made.
func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return id.String(), nil
}
