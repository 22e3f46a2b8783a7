package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// packed is an attachment as it is stored.
type packed struct {
	name, mime string
	body       []byte
}

// packAttachments compresses outside of a transaction: it takes a moment.
func (s *Store) packAttachments(attachments []doc.Attachment) []packed {
	out := make([]packed, len(attachments))
	for i, a := range attachments {
		out[i] = packed{a.Name, a.MIME, s.pack.pack(a.Data)}
	}
	return out
}

func (t *tx) insertAttachments(ctx context.Context, h *head, attachments []packed) error {
	for i, a := range attachments {
		err := t.exec(ctx, `INSERT INTO attachments (document, attempt, position, name, mime, body) VALUES (?, ?, ?, ?, ?, ?)`,
			h.n, h.attempt, i, a.name, a.mime, a.body)
		if err != nil {
			return fmt.Errorf("store an attachment: %w", err)
		}
	}
	return nil
}

// Attachments gives what inspection found in the file for machines to read, in
// the order found. Errors: not_found.
func (s *Store) Attachments(ctx context.Context, documentID string, attempt int) (out []doc.Attachment, err error) {
	err = s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, documentID)
		if err != nil {
			return err
		}
		out, err = collect(ctx, q, s.scanAttachment,
			`SELECT name, mime, body FROM attachments WHERE document = ? AND attempt = ? ORDER BY position`, n, attempt)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the attachments: %w", err)
	}
	return out, nil
}

func (s *Store) scanAttachment(r scanner) (a doc.Attachment, err error) {
	var body []byte
	if err = r.Scan(&a.Name, &a.MIME, &body); err != nil {
		return a, err
	}
	a.Data, err = s.pack.unpack(body)
	return a, err
}
