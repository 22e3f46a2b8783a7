package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"deskclerk/backend/doc"
)

// Bounds of what is looked up by one mark. One that more documents bear tells
// nobody's papers from others'.
const (
	mostMarked = 2000 // documents that bear it, the latest first
	mostKnown  = 300  // values on these that a person vouched for
)

// rememberedFields are those of doc.IsRemembered, word for word as in the index.
const rememberedFields = `'merchant', 'merchant_address', 'supplier_name', 'supplier_vat_id', 'iban', 'bic', 'customer_name'`

// Known gives what people confirmed or put right on other documents that bear one
// of the marks: values that stay the same on papers of one issuer, the latest
// documents first. Rejected documents say nothing.
func (s *Store) Known(ctx context.Context, documentID string, marks []int64) (all []doc.Known, err error) {
	if len(marks) == 0 {
		return nil, nil
	}
	err = s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, documentID)
		if err == nil {
			all, err = memory{}.known(ctx, q, n, marks)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up what is known: %w", err)
	}
	return all, nil
}

// Remembered gives for each document what is Known by the marks that were kept of
// it. One that is not there is left out.
func (s *Store) Remembered(ctx context.Context, ids []string) (all map[string][]doc.Known, err error) {
	all = map[string][]doc.Known{}
	m := memory{}
	err = s.read(ctx, func(q querier) error {
		for _, id := range ids {
			n, marks, err := marksOf(ctx, q, id)
			switch {
			case doc.CodeOf(err) == doc.CodeNotFound:
				continue
			case err != nil:
				return err
			}
			if all[id], err = m.known(ctx, q, n, marks); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look up what is known: %w", err)
	}
	return all, nil
}

// vouched is a value that somebody vouched for, with the document it stands on.
type vouched struct {
	doc.Known
	document int64
}

// memory holds what was looked up by each mark: documents of one hand share most.
type memory map[int64][]vouched

// known is what other documents than n say of the marks.
func (m memory) known(ctx context.Context, q querier, n int64, marks []int64) (all []doc.Known, err error) {
	var found []vouched
	for _, mark := range marks {
		if _, ok := m[mark]; !ok {
			if m[mark], err = vouchedBy(ctx, q, mark); err != nil {
				return nil, err
			}
		}
		found = append(found, m[mark]...)
	}
	slices.SortStableFunc(found, func(a, b vouched) int { return cmp.Compare(b.document, a.document) })
	for _, v := range found {
		if v.document != n {
			all = append(all, v.Known)
		}
	}
	return all, nil
}

func vouchedBy(ctx context.Context, q querier, mark int64) ([]vouched, error) {
	return collect(ctx, q, func(r scanner) (v vouched, err error) {
		v.Mark = mark
		return v, r.Scan(&v.document, &v.Field, &v.Value)
	}, `SELECT m.document, f.name, f.value
		FROM (SELECT document FROM marks WHERE mark = ? ORDER BY document DESC LIMIT ?) m
		JOIN documents d ON d.n = m.document AND d.status <> 'rejected'
		JOIN fields f INDEXED BY fields_vouched ON f.document = d.n AND f.attempt = d.attempt
			AND f.name IN (`+rememberedFields+`)
			AND f.origin IN ('confirmed', 'corrected') AND f.value IS NOT NULL
		ORDER BY m.document DESC LIMIT ?`, mark, mostMarked, mostKnown)
}

// Alike gives documents that wait for a person, whose field nobody vouches for and
// which bear a mark of the given one: at most so many, first those that share most
// marks, of these the latest.
func (s *Store) Alike(ctx context.Context, documentID, field string, most int) (ids []string, err error) {
	shared := map[string]int{}
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
					AND f.name = ? AND f.flagged AND f.origin = 'extracted'`, mark, n, mostMarked, field)
			if err != nil {
				return err
			}
			for _, id := range some {
				if shared[id]++; shared[id] == 1 {
					ids = append(ids, id)
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for documents of the same hand: %w", err)
	}
	slices.SortStableFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(b, a)) // an id begins with its time
	})
	return ids[:min(len(ids), most)], nil
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
	if err := t.forgetMarks(ctx, h); err != nil {
		return err
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

func (t *tx) forgetMarks(ctx context.Context, h *head) error {
	if err := t.exec(ctx, `DELETE FROM marks WHERE document = ?`, h.n); err != nil {
		return fmt.Errorf("forget the marks: %w", err)
	}
	return nil
}
