package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/ops"
	"deskclerk/backend/store"
)

// openUpkeep makes the room of upkeep; nothing runs by itself before Start.
func (a *App) openUpkeep() error {
	source, err := Backups(a.dir, a.config, a.store.Snapshot)
	if err != nil {
		return err
	}
	a.keeper = ops.NewKeeper(ops.KeeperOptions{
		Library: a.store, Source: source, Interrupt: a.runner.Interrupt, Logger: a.log,
		Folder: a.config.Backup.Folder, Every: time.Duration(a.config.Backup.Every), Keep: a.config.Backup.Keep,
	})
	a.onClose(func() error { a.keeper.Stop(); return nil })
	return a.noteSettings()
}

// noteSettings writes down that the configuration is another than at the last
// start, unless it was changed while the program ran, which is written down. It
// holds no secrets, but paths: only its fingerprint is kept.
func (a *App) noteSettings() error {
	now, err := a.config.fingerprint()
	if err != nil {
		return err
	}
	last, found, err := a.store.LastAudit(context.Background(), doc.AuditSettings)
	if err != nil || found && (last.Data["sha256"] == now || last.Data["fingerprint"] == now) {
		return err
	}
	return a.store.Audit(context.Background(), doc.AuditNote{
		Act: doc.AuditSettings, Data: map[string]any{"sha256": now, "version": ThisBuild().Version},
	})
}

// fingerprint is the SHA-256 of the configuration, lower-case hex.
func (c Config) fingerprint() (string, error) {
	text, err := c.Text()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:]), nil
}

// InspectSnapshot looks into a database file that nobody writes.
func InspectSnapshot(ctx context.Context, path string) (doc.Verification, []ops.File, error) {
	v, listed, err := store.ReadSnapshot(ctx, path)
	files := make([]ops.File, len(listed))
	for i, f := range listed {
		files[i] = ops.File(f)
	}
	return v, files, err
}

// Backups is what a backup of this data folder is made of, when its database is
// handed over by whoever holds it.
func Backups(dir string, c Config, snapshot func(ctx context.Context, path string) error) (ops.Source, error) {
	text, err := c.Text()
	return ops.Source{
		Program: ThisBuild().Version, Originals: filepath.Join(dir, "originals"), Config: text, Snapshot: snapshot, Inspect: InspectSnapshot,
		Follow: store.FollowSnapshot,
	}, err
}

// upkeep is the room as the API sees it.
type upkeep struct {
	*ops.Keeper
	store *store.Store
}

func (u upkeep) Diagnose(ctx context.Context) (doc.Diagnostics, error) { return u.store.Diagnose(ctx) }

func (u upkeep) RetentionRules(ctx context.Context) ([]doc.RetentionRule, error) {
	return u.store.RetentionRules(ctx)
}

func (u upkeep) SensitiveTypes(ctx context.Context) ([]doc.Type, error) {
	return u.store.SensitiveTypes(ctx)
}

func (u upkeep) PutRetentionRule(ctx context.Context, r doc.RetentionRule) (doc.RetentionRule, error) {
	return u.store.PutRetentionRule(ctx, r)
}

func (u upkeep) DeleteRetentionRule(ctx context.Context, id string) error {
	return u.store.DeleteRetentionRule(ctx, id)
}

func (u upkeep) Due(ctx context.Context, r doc.RetentionRule, limit int) (doc.RetentionPreview, error) {
	return u.store.Due(ctx, r, limit)
}

// Snapshot streams the database as it is when the call comes.
func (u upkeep) Snapshot(ctx context.Context, w io.Writer) (err error) {
	if err := u.store.Audit(ctx, doc.AuditNote{Act: doc.AuditSnapshot}); err != nil {
		return err
	}
	path, err := u.store.TemporarySnapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(path)) }()
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("send a snapshot: %w", err)
	}
	defer func() { _ = f.Close() }()
	_, err = io.Copy(w, f)
	return err
}
