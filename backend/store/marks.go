package store

import (
	"context"
	"fmt"
	"slices"

	"deskclerk/backend/doc"
)

// mostKnown is how many documents with one mark are asked, the latest first. One
// that more have tells nobody's papers from others'.
const mostKnown = 100

// mostAlike is how many documents with one mark are looked through for others to
// take a value over.
const mostAlike = 1000

// Known gives what people confirmed or put right on other documents that bear one
// of the marks: names of issuers and customers, the latest documents first.
// Rejected documents say nothing.
func (s *Store) Known(ctx context.Context, documentID string, marks []int64) (all []doc.Known, err error) {
	if len(marks) == 0 {
		return nil, nil
	}
	err = s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, documentID)
		if err == nil {
			all, err = known(ctx, q, n, marks)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up what is known: %w", err)
	}
	return all, nil
}

// Remembered is Known by the marks that were kept of the document.
func (s *Store) Remembered(ctx context.Context, documentID string) (all []doc.Known, err error) {
	err = s.read(ctx, func(q querier) error {
		n, marks, err := marksOf(ctx, q, documentID)
		if err == nil {
			all, err = known(ctx, q, n, marks)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up what is known: %w", err)
	}
	return all, nil
}

func known(ctx context.Context, q querier, n int64, marks []int64) (all []doc.Known, err error) {
	for _, mark := range marks {
		some, err := collect(ctx, q, func(r scanner) (k doc.Known, err error) {
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
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// Alike gives documents that wait for a person, whose issuer's name nobody vouches
// for and which bear a mark of the given one: at most so many.
func (s *Store) Alike(ctx context.Context, documentID string, most int) (ids []string, err error) {
	err = s.read(ctx, func(q querier) error {
		n, marks, err := marksOf(ctx, q, documentID)
		if err != nil {
			return err
		}
		for _, mark := range marks {
			some, err := collect(ctx, q, scanText, `SELECT d.id
				FROM (SELECT document FROM marks WHERE mark = ? AND document <> ? ORDER BY document DESC LIMIT ?) m
				JOIN documents d ON d.n = m.document AND d.status = 'needs_review'
				JOIN fields f ON f.document = d.n AND f.attempt = d.attempt
					AND f.name IN ('merchant', 'supplier_name') AND f.flagged AND f.origin = 'extracted'`, mark, n, mostAlike)
			if err != nil {
				return err
			}
			for _, id := range some {
				if len(ids) < most && !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for documents of the same hand: %w", err)
	}
	return ids, nil
}

func marksOf(ctx context.Context, q querier, documentID string) (n int64, marks []int64, err error) {
	if n, err = number(ctx, q, documentID); err != nil {
		return n, nil, err
	}
	marks, err = collect(ctx, q, func(r scanner) (mark int64, err error) { return mark, r.Scan(&mark) },
		`SELECT mark FROM marks WHERE document = ?`, n)
	return n, marks, err
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
