package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"deskclerk/backend/doc"
)

// Definitions lists the types that people defined, by name.
func (s *Store) Definitions(ctx context.Context) (all []doc.Definition, err error) {
	err = s.read(ctx, func(q querier) (err error) {
		all, err = collect(ctx, q, scanDefinition, `SELECT revision, body FROM types ORDER BY name`)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the types: %w", err)
	}
	return all, nil
}

// Definition gets one type. Errors: not_found.
func (s *Store) Definition(ctx context.Context, name doc.Type) (d doc.Definition, err error) {
	d, err = scanDefinition(s.readers.QueryRowContext(ctx, `SELECT revision, body FROM types WHERE name = ?`, name))
	if errors.Is(err, sql.ErrNoRows) {
		return d, notFound("type", string(name))
	}
	if err != nil {
		return d, coded(fmt.Errorf("read a type: %w", err))
	}
	return d, nil
}

func scanDefinition(r scanner) (d doc.Definition, err error) {
	var revision int64
	err = r.Scan(&revision, asJSON{&d})
	d.Revision = revision
	return d, err
}

// PutDefinition stores a type. from is the revision that it was made of, 0 for a
// new one and −1 for whatever is there. Errors: name_taken for a new one of a
// name that is there, not_found and stale_revision for an old one.
func (s *Store) PutDefinition(ctx context.Context, d doc.Definition, from int64) (doc.Definition, error) {
	d.Schema = doc.DefinitionSchema
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		var now int64
		err := t.QueryRowContext(ctx, `SELECT revision FROM types WHERE name = ?`, d.Name).Scan(&now)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		switch {
		case from == 0 && now > 0:
			return doc.Refuse(doc.CodeNameTaken, "type_taken", "name", string(d.Name))
		case from > 0 && now == 0:
			return notFound("type", string(d.Name))
		case from > 0 && now != from:
			return doc.Refuse(doc.CodeStale, "type_stale", "revision", strconv.FormatInt(now, 10), "meant", strconv.FormatInt(from, 10))
		}
		d.Revision = now + 1
		body := d
		body.Revision = 0
		err = t.exec(ctx, `INSERT OR REPLACE INTO types (name, revision, body, updated_at) VALUES (?, ?, ?, ?)`,
			d.Name, d.Revision, asJSON{body}, ms(t.now))
		if err != nil {
			return err
		}
		return t.audit(ctx, doc.AuditNote{Act: doc.AuditType, Data: map[string]any{"name": d.Name, "revision": d.Revision}})
	})
	if err != nil {
		return doc.Definition{}, fmt.Errorf("store a type: %w", err)
	}
	return d, nil
}

// DeleteDefinition removes a type; its documents keep what they have of it.
// Errors: not_found.
func (s *Store) DeleteDefinition(ctx context.Context, name doc.Type) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		there, err := t.changed(ctx, `DELETE FROM types WHERE name = ?`, name)
		if err != nil {
			return err
		}
		if !there {
			return notFound("type", string(name))
		}
		return t.audit(ctx, doc.AuditNote{Act: doc.AuditType, Data: map[string]any{"name": name, "deleted": true}})
	})
	if err != nil {
		return fmt.Errorf("delete a type: %w", err)
	}
	return nil
}
