package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"deskclerk/backend/doc"
)

// PagesForUnderstanding loads every page of the attempt with its words, in
// order, and the wishes for the document. Errors: not_found.
func (s *Store) PagesForUnderstanding(ctx context.Context, documentID string, attempt int) ([]doc.Page, doc.ProcessOptions, error) {
	var pages []doc.Page
	var options doc.ProcessOptions
	err := s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, documentID)
		if err != nil {
			return err
		}
		if err := q.QueryRowContext(ctx, `SELECT options FROM documents WHERE n = ?`, n).Scan(asJSON{&options}); err != nil {
			return err
		}
		pages, err = collect(ctx, q, s.scanPage, `SELECT `+pageColumns+`, words.body, words.marks, words.form
			FROM pages JOIN words ON words.page = pages.id
			WHERE document = ? AND attempt = ? ORDER BY number`, n, attempt)
		return err
	})
	if err != nil {
		return nil, doc.ProcessOptions{}, fmt.Errorf("read the pages: %w", err)
	}
	return pages, options, nil
}

func (s *Store) scanPage(r scanner) (p doc.Page, err error) {
	var body, marks, form []byte
	if err := scanColumns(r, &p.PageInfo, &body, &marks, &form); err != nil {
		return p, err
	}
	if len(marks) > 0 {
		if err := s.pack.unpackJSON(marks, &p.Marks); err != nil {
			return p, err
		}
	}
	if len(form) > 0 {
		if err := s.pack.unpackJSON(form, &p.Form); err != nil {
			return p, err
		}
	}
	return p, s.pack.unpackJSON(body, &p.Words)
}

// PageWords gives the words of a page of the current attempt in reading order.
// Errors: not_found, also for a page that is not read yet.
func (s *Store) PageWords(ctx context.Context, id string, page int) ([]doc.Word, error) {
	body, err := s.pagePart(ctx, "words.body", id, page)
	if err != nil {
		return nil, err
	}
	words := []doc.Word{}
	return words, s.pack.unpackJSON(body, &words)
}

// RawPage gives the engine's own output for a page of the current attempt,
// empty when it was not kept or the text was embedded. Errors: not_found.
func (s *Store) RawPage(ctx context.Context, id string, page int) ([]byte, error) {
	body, err := s.pagePart(ctx, "words.raw", id, page)
	if err != nil {
		return nil, err
	}
	return s.pack.unpack(body)
}

func (s *Store) pagePart(ctx context.Context, column, id string, page int) (body []byte, err error) {
	err = s.readers.QueryRowContext(ctx, `SELECT `+column+` FROM documents
		JOIN pages ON pages.document = documents.n AND pages.attempt = documents.attempt
		JOIN words ON words.page = pages.id
		WHERE documents.id = ? AND pages.number = ?`, id, page).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, doc.Refuse(doc.CodeNotFound, "page_unread", "id", id, "page", strconv.Itoa(page))
	}
	if err != nil {
		return nil, coded(fmt.Errorf("read page %d: %w", page, err))
	}
	return body, nil
}

// ProcessOptions gives the wishes a document is read with, its password
// included, so that its pages can be rendered. Errors: not_found, key_unavailable.
func (s *Store) ProcessOptions(ctx context.Context, id string) (o doc.ProcessOptions, err error) {
	var sha256 string
	var sealed []byte
	err = s.readers.QueryRowContext(ctx, `SELECT options, coalesce(nullif(password_of, ''), sha256), password_sealed FROM documents WHERE id = ?`, id).
		Scan(asJSON{&o}, &sha256, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return o, notFound("document", id)
	}
	if err != nil {
		return o, coded(fmt.Errorf("read a document's options: %w", err))
	}
	if len(sealed) > 0 {
		o.Password, err = s.openPassword(sha256, sealed)
	}
	return o, err
}
