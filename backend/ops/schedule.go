package ops

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"deskclerk/backend/doc"
)

// backupIsDue tells whether the folder waits for its next backup; those made by
// hand elsewhere do not count. One that failed is tried again after an hour.
func (k *Keeper) backupIsDue() bool {
	if k.o.Folder == "" || k.o.Every <= 0 {
		return false
	}
	_, failed, err := k.lastBackups(k.ctx)
	if err != nil {
		return false
	}
	now := k.o.Clock()
	if failed != nil && now.Sub(failed.At) < time.Hour {
		return false
	}
	return now.Sub(k.newestAt(now)) >= k.o.Every
}

// listedFolder is what the folder of backups had when it was last listed.
type listedFolder struct{ at, newest time.Time }

// relist is how long the folder may be believed to have what it had: it may be on
// a server that is asleep, or be another disk by now.
const relist = time.Hour

// newestAt is when the folder's last backup was made, by the last list of it as
// long as that says that none is due.
func (k *Keeper) newestAt(now time.Time) time.Time {
	k.mu.Lock()
	known := k.folder
	k.mu.Unlock()
	if now.Sub(known.newest) < k.o.Every && now.Sub(known.at) < relist {
		return known.newest
	}
	known = listedFolder{now, newest(k.o.Folder)}
	k.mu.Lock()
	k.folder = known
	k.mu.Unlock()
	return known.newest
}

// newest is when the folder's last backup was made; zero when it has none.
func newest(dir string) time.Time {
	names, err := Snapshots(dir)
	if err != nil || len(names) == 0 {
		return time.Time{}
	}
	at, err := time.Parse(snapshotForm, names[0])
	if err != nil {
		return time.Time{}
	}
	return at
}

// BackUp begins a backup into the configured folder and returns at once. Errors:
// conflict when there is no folder, busy while one runs.
func (k *Keeper) BackUp(ctx context.Context) error {
	if k.o.Folder == "" {
		return doc.Errorf(doc.CodeConflict, "no folder is set for backups: backup.folder in the configuration")
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.backingUp {
		return doc.Errorf(doc.CodeBusy, "a backup is under way")
	}
	k.backingUp = true
	actor := doc.ActorOf(ctx)
	k.work.Go(func() {
		ctx := doc.WithActor(k.ctx, actor)
		r, err := ToFolder(ctx, k.o.Source, k.o.Folder, k.o.Keep)
		if ctx.Err() == nil {
			k.note(ctx, doc.BackupFolder, r, err)
		}
		k.mu.Lock()
		k.backingUp = false
		k.mu.Unlock()
	})
	return nil
}

// note writes down how a backup went.
func (k *Keeper) note(ctx context.Context, kind string, r Report, failed error) {
	note := doc.AuditNote{Act: doc.AuditBackup, Data: map[string]any{
		"kind": kind, "documents": r.Documents, "originals": r.Originals, "bytes": r.Bytes, "encrypted": r.Encrypted, "missing": len(r.Missing),
	}}
	if failed != nil {
		k.o.Logger.Error("backup", "error", failed)
		note = doc.AuditNote{Act: doc.AuditBackupFailed, Data: map[string]any{"kind": kind, "code": doc.CodeOf(failed)}}
	}
	if err := k.o.Library.Audit(ctx, note); err != nil {
		k.o.Logger.Error("write a backup down", "error", err)
	}
}

// NoteBackup writes down a backup that somebody made of a snapshot.
func (k *Keeper) NoteBackup(ctx context.Context, made doc.BackupMade) error {
	return k.o.Library.Audit(ctx, doc.AuditNote{Act: doc.AuditBackup, Data: map[string]any{
		"kind": made.Kind, "documents": made.Documents, "originals": made.Originals, "bytes": made.Bytes,
		"encrypted": made.Encrypted, "missing": made.Missing,
	}})
}

// Download writes a whole backup to w, and writes it down.
func (k *Keeper) Download(ctx context.Context, w io.Writer) error {
	r, err := Write(ctx, k.o.Source, w, "")
	k.note(context.WithoutCancel(ctx), doc.BackupDownload, r, err)
	return err
}

// Verify begins to read everything that is kept and returns at once. Errors: busy
// while it is being read.
func (k *Keeper) Verify(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.verifying {
		return doc.Errorf(doc.CodeBusy, "it is being verified")
	}
	k.verifying = true
	actor := doc.ActorOf(ctx)
	k.work.Go(func() {
		_, err := k.VerifyNow(doc.WithActor(k.ctx, actor), nil)
		if err != nil && k.ctx.Err() == nil {
			k.o.Logger.Error("verify", "error", err)
		}
		k.mu.Lock()
		k.verifying = false
		k.mu.Unlock()
	})
	return nil
}

// VerifyNow reads everything that is kept and says what it found.
func (k *Keeper) VerifyNow(ctx context.Context, noted *doc.AuditHead) (doc.Verification, error) {
	v, err := k.o.Library.Verify(ctx, noted)
	if err != nil {
		return v, err
	}
	k.mu.Lock()
	k.verified = &v
	k.mu.Unlock()
	if !v.OK {
		k.o.Logger.Error("verification found faults", "database", len(v.Database), "audit", len(v.Audit), "originals", len(v.Originals))
	}
	return v, k.o.Library.Audit(ctx, doc.AuditNote{Act: doc.AuditVerified, Data: map[string]any{
		"ok": v.OK, "database": len(v.Database), "audit": len(v.Audit), "originals": len(v.Originals), "files": v.Files,
	}})
}

// State is how everything stands.
func (k *Keeper) State(ctx context.Context) (u doc.Upkeep, err error) {
	u.Backup = doc.BackupState{Folder: k.o.Folder, Every: int64(k.o.Every / time.Second), Keep: k.o.Keep}
	k.mu.Lock()
	u.Backup.Running, u.Verify.Running, u.Verify.Last = k.backingUp, k.verifying, k.verified
	k.mu.Unlock()
	if u.Backup.Last, u.Backup.Failed, err = k.lastBackups(ctx); err != nil {
		return u, err
	}
	if e, found, err := k.o.Library.LastAudit(ctx, doc.AuditVerified); err != nil {
		return u, err
	} else if found {
		u.Verify.At, u.Verify.OK = &e.At, e.Data["ok"] == true
	}
	if u.Retention.Next, u.Retention.Rules, err = k.nextRetention(ctx); err != nil {
		return u, err
	}
	if e, found, err := k.o.Library.LastAudit(ctx, doc.AuditRetentionRun, doc.AuditRetentionOnce); err != nil {
		return u, err
	} else if found {
		u.Retention.Last = &doc.RetentionRun{At: e.At}
		if err := fromData(e.Data, u.Retention.Last); err != nil {
			return u, err
		}
	}
	l, err := k.o.Library.AuditLog(ctx, doc.AuditQuery{Limit: 1})
	u.Audit = l.Head
	return u, err
}

// lastBackups are the last one that was made and, when it came after, the last
// one that failed.
func (k *Keeper) lastBackups(ctx context.Context) (made *doc.BackupMade, failed *doc.BackupFail, err error) {
	good, found, err := k.o.Library.LastAudit(ctx, doc.AuditBackup)
	if err != nil {
		return nil, nil, err
	}
	if found {
		made = &doc.BackupMade{At: good.At, By: good.Actor}
		if err := fromData(good.Data, made); err != nil {
			return nil, nil, err
		}
	}
	bad, found, err := k.o.Library.LastAudit(ctx, doc.AuditBackupFailed)
	if err == nil && found && bad.N > good.N {
		failed = &doc.BackupFail{At: bad.At}
		err = fromData(bad.Data, failed)
	}
	return made, failed, err
}

// fromData reads what a line of the audit log holds.
func fromData(data map[string]any, into any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}
