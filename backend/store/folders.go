package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"deskclerk/backend/doc"
)

const settableFolder = `name, paused, type, languages, include, exclude, after, move_to, tags, settle, separators, root_device, root_inode`

const folderColumns = `id, path, created_at, ` + settableFolder

func scanFolder(r scanner) (f doc.KeptFolder, err error) {
	err = r.Scan(&f.ID, &f.Path, atTime{&f.CreatedAt}, &f.Name, &f.Paused, &f.Type, asJSON{&f.Languages},
		asJSON{&f.Include}, asJSON{&f.Exclude}, &f.After, &f.MoveTo, &f.Tags, &f.Settle, asJSON{&f.Separators},
		asWord{&f.Root.Device}, asWord{&f.Root.Inode})
	f.Languages, f.Include, f.Exclude = orEmpty(f.Languages), orEmpty(f.Include), orEmpty(f.Exclude)
	return f, err
}

// folderValues are the values of settableFolder.
func folderValues(f doc.KeptFolder) []any {
	return []any{
		f.Name, f.Paused, f.Type,
		asJSON{orEmpty(f.Languages)},
		asJSON{orEmpty(f.Include)},
		asJSON{orEmpty(f.Exclude)},
		f.After, f.MoveTo, f.Tags, f.Settle,
		asJSON{orEmpty(f.Separators)},
		word(f.Root.Device), word(f.Root.Inode),
	}
}

// asWord is a column of 64 bits without a sign, which is text.
type asWord struct{ v *uint64 }

// Scan implements sql.Scanner.
func (w asWord) Scan(src any) (err error) {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("decode a number: %T is no text", src)
	}
	*w.v, err = strconv.ParseUint(text, 10, 64)
	return err
}

func word(v uint64) string { return strconv.FormatUint(v, 10) }

// NewFolder keeps a new watched folder under its id. Errors: name_taken when
// another has its name or its path.
func (s *Store) NewFolder(ctx context.Context, f doc.KeptFolder) (doc.KeptFolder, error) {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		f.CreatedAt = t.now
		if err := t.freeFolder(ctx, f); err != nil {
			return err
		}
		err := t.exec(ctx, `INSERT INTO watched_folders (`+folderColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			append([]any{f.ID, f.Path, ms(f.CreatedAt)}, folderValues(f)...)...)
		if err != nil {
			return err
		}
		return t.tellOfFolder(ctx, f.ID, "added")
	})
	if err != nil {
		return doc.KeptFolder{}, fmt.Errorf("keep a folder: %w", err)
	}
	return f, nil
}

func (t *tx) freeFolder(ctx context.Context, f doc.KeptFolder) error {
	var taken bool
	err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM watched_folders WHERE id <> ? AND (name = ? OR path = ?))`,
		f.ID, f.Name, f.Path).Scan(&taken)
	if err == nil && taken {
		return doc.Refuse(doc.CodeNameTaken, "folder_taken", "name", f.Name)
	}
	return err
}

// WatchedFolders lists them, oldest first.
func (s *Store) WatchedFolders(ctx context.Context) ([]doc.KeptFolder, error) {
	all, err := collect(ctx, s.readers, scanFolder, `SELECT `+folderColumns+` FROM watched_folders ORDER BY id`)
	if err != nil {
		return nil, coded(fmt.Errorf("list folders: %w", err))
	}
	return all, nil
}

// WatchedFolder gives one. Errors: not_found.
func (s *Store) WatchedFolder(ctx context.Context, id string) (doc.KeptFolder, error) {
	f, err := folder(ctx, s.readers, id)
	if err != nil {
		return doc.KeptFolder{}, coded(fmt.Errorf("read a folder: %w", err))
	}
	return f, nil
}

func folder(ctx context.Context, q querier, id string) (doc.KeptFolder, error) {
	f, err := scanFolder(q.QueryRowContext(ctx, `SELECT `+folderColumns+` FROM watched_folders WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return f, notFound("folder", id)
	}
	return f, err
}

// ChangeFolder has change edit a folder in one transaction; an error of it
// changes nothing. The path stays. Errors: not_found, name_taken.
func (s *Store) ChangeFolder(ctx context.Context, id string, change func(*doc.KeptFolder) error) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		f, err := folder(ctx, t, id)
		if err != nil {
			return err
		}
		if err := change(&f); err != nil {
			return err
		}
		if err := t.freeFolder(ctx, f); err != nil {
			return err
		}
		err = t.exec(ctx, `UPDATE watched_folders SET (`+settableFolder+`) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?`,
			append(folderValues(f), id)...)
		if err != nil {
			return err
		}
		return t.tellOfFolder(ctx, id, "changed")
	})
	if err != nil {
		return fmt.Errorf("change a folder: %w", err)
	}
	return nil
}

// DeleteFolder forgets a folder with its journal; files and documents stay.
// Whatever is being taken from it is not admitted any more. Errors: not_found.
func (s *Store) DeleteFolder(ctx context.Context, id string) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		there, err := t.changed(ctx, `DELETE FROM watched_folders WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if !there {
			return notFound("folder", id)
		}
		return t.tellOfFolder(ctx, id, "removed")
	})
	if err != nil {
		return fmt.Errorf("remove a folder: %w", err)
	}
	return nil
}

// TellOfFolder appends an event for those who show folders.
func (s *Store) TellOfFolder(ctx context.Context, id, what string) error {
	return s.write(ctx, func(ctx context.Context, t *tx) error { return t.tellOfFolder(ctx, id, what) })
}

func (t *tx) tellOfFolder(ctx context.Context, id, what string) error {
	return t.append(ctx, doc.EventFolderChanged, "", "", map[string]any{"folder_id": id, "change": what})
}

// SeenRoot keeps by what the folder is told from the place where it is mounted.
func (s *Store) SeenRoot(ctx context.Context, id string, root doc.FolderRoot) error {
	return s.write(ctx, func(ctx context.Context, t *tx) error {
		return t.exec(ctx, `UPDATE watched_folders SET root_device = ?, root_inode = ? WHERE id = ?`, word(root.Device), word(root.Inode), id)
	})
}
