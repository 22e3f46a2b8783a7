package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// SensitiveTypes lists the types of the sensitive documents that there are.
func (s *Store) SensitiveTypes(ctx context.Context) ([]doc.Type, error) {
	all, err := collect(ctx, s.readers, func(r scanner) (t doc.Type, err error) { return t, r.Scan(&t) },
		`SELECT DISTINCT type FROM documents WHERE sensitive = 1 ORDER BY type`)
	if err != nil {
		return nil, coded(fmt.Errorf("list sensitive types: %w", err))
	}
	return all, nil
}
