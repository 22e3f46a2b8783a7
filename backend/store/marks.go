package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// mostKnown is how many documents with one mark are asked, the latest first. One
// that more have tells nobody's papers from others'.
const mostKnown = 100

// Known gives what people confirmed or put right on other documents that bear one
// of the marks: names of issuers and customers, the latest documents first.
// Rejected documents say nothing.
func (s *Store) Known(ctx context.Context, documentID string, marks []int64) (all []doc.Known, err error) {
	if len(marks) == 0 {
		return nil, nil
	}
	err = s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, documentID)
		if err != nil {
			return err
		}
		for _, mark := range marks {
			known, err := collect(ctx, q, func(r scanner) (k doc.Known, err error) {
				k.Mark = mark
				return k, r.Scan(&k.Field, &k.Value)
			}, `SELECT f.name, f.value
				FROM (SELECT document FROM marks WHERE mark = ? AND document <> ? ORDER BY document DESC LIMIT ?) m
				JOIN documents d ON d.n = m.document AND d.status <> 'rejected'
				JOIN fields f ON f.document = d.n AND f.attempt = d.attempt
					AND f.name IN ('merchant', 'supplier_name', 'customer_name')
					AND f.origin IN ('confirmed', 'corrected') AND f.value IS NOT NULL
				ORDER BY m.document DESC`, mark, n, mostKnown)
			if err != nil {
				return err
			}
			all = append(all, known...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look up what is known: %w", err)
	}
	return all, nil
}

// setMarks keeps what tells whose paper the document is, in the place of what was
// kept before; of sensitive documents nothing.
func (t *tx) setMarks(ctx context.Context, h *head, u doc.Understanding) error {
	if err := t.exec(ctx, `DELETE FROM marks WHERE document = ?`, h.n); err != nil {
		return fmt.Errorf("forget the marks: %w", err)
	}
	if sensitive(u.Type.Name, u.Definition) {
		return nil
	}
	for _, mark := range u.Marks {
		if err := t.exec(ctx, `INSERT OR IGNORE INTO marks (mark, document) VALUES (?, ?)`, mark, h.n); err != nil {
			return fmt.Errorf("store a mark: %w", err)
		}
	}
	return nil
}
