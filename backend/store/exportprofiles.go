package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// NewExportProfile keeps a profile and gives it its id. Errors: name_taken.
func (s *Store) NewExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error) {
	id, err := newID()
	if err != nil {
		return doc.ExportProfile{}, err
	}
	p.ID = id
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		if err := t.freeProfileName(ctx, p); err != nil {
			return err
		}
		p.UpdatedAt = &t.now
		err := t.exec(ctx, `INSERT INTO export_profiles (id, name, body, updated_at) VALUES (?, ?, ?, ?)`, p.ID, p.Name, asJSON{p}, ms(t.now))
		if err != nil {
			return err
		}
		return t.tellOfExports(ctx, map[string]any{"profile_id": p.ID})
	})
	if err != nil {
		return doc.ExportProfile{}, fmt.Errorf("keep an export profile: %w", err)
	}
	return p, nil
}

// ReplaceExportProfile changes a profile as a whole. Errors: not_found,
// name_taken.
func (s *Store) ReplaceExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error) {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		if err := t.freeProfileName(ctx, p); err != nil {
			return err
		}
		p.UpdatedAt = &t.now
		there, err := t.changed(ctx, `UPDATE export_profiles SET name = ?, body = ?, updated_at = ? WHERE id = ?`, p.Name, asJSON{p}, ms(t.now), p.ID)
		if err != nil {
			return err
		}
		if !there {
			return notFound("export profile", p.ID)
		}
		return t.tellOfExports(ctx, map[string]any{"profile_id": p.ID})
	})
	if err != nil {
		return doc.ExportProfile{}, fmt.Errorf("change an export profile: %w", err)
	}
	return p, nil
}

// freeProfileName is name_taken when another profile has the name.
func (t *tx) freeProfileName(ctx context.Context, p doc.ExportProfile) error {
	var taken bool
	err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM export_profiles WHERE name = ? AND id <> ?)`, p.Name, p.ID).Scan(&taken)
	if err == nil && taken {
		return doc.Refuse(doc.CodeNameTaken, "profile_taken", "name", p.Name)
	}
	return err
}

// DeleteExportProfile takes a profile away; what was exported with it is still
// known. Errors: not_found.
func (s *Store) DeleteExportProfile(ctx context.Context, id string) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		there, err := t.changed(ctx, `DELETE FROM export_profiles WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if !there {
			return notFound("export profile", id)
		}
		return t.tellOfExports(ctx, map[string]any{"profile_id": id})
	})
	if err != nil {
		return fmt.Errorf("delete an export profile: %w", err)
	}
	return nil
}

// ExportProfiles lists the profiles that people made, by name.
func (s *Store) ExportProfiles(ctx context.Context) ([]doc.ExportProfile, error) {
	all, err := collect(ctx, s.readers, func(r scanner) (p doc.ExportProfile, err error) {
		return p, r.Scan(asJSON{&p})
	}, `SELECT body FROM export_profiles ORDER BY name COLLATE NOCASE`)
	if err != nil {
		return nil, coded(fmt.Errorf("list export profiles: %w", err))
	}
	return all, nil
}

// ExportProfile gives one profile. Errors: not_found.
func (s *Store) ExportProfile(ctx context.Context, id string) (p doc.ExportProfile, err error) {
	err = s.readers.QueryRowContext(ctx, `SELECT body FROM export_profiles WHERE id = ?`, id).Scan(asJSON{&p})
	if errors.Is(err, sql.ErrNoRows) {
		return p, notFound("export profile", id)
	}
	if err != nil {
		return p, coded(fmt.Errorf("read an export profile: %w", err))
	}
	return p, nil
}

// tellOfExports appends an event for those who show exports.
func (t *tx) tellOfExports(ctx context.Context, data map[string]any) error {
	return t.append(ctx, doc.EventExportChanged, "", "", data)
}
