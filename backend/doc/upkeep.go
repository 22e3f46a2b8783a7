package doc

import "time"

// Upkeep is how backups, verification and retention stand.
type Upkeep struct {
	Backup    BackupState       `json:"backup"`
	Verify    VerifyState       `json:"verify"`
	Retention RetentionSchedule `json:"retention"`
	Audit     AuditHead         `json:"audit"`
}

// BackupState is where backups go by themselves, and how the last one went.
type BackupState struct {
	Folder  string      `json:"folder"` // of the configuration; empty: none, backups are made by hand
	Every   int64       `json:"every"`  // seconds between two; 0: only when asked for
	Keep    int         `json:"keep"`   // how many the folder keeps
	Running bool        `json:"running"`
	Last    *BackupMade `json:"last"`   // nil: there was none
	Failed  *BackupFail `json:"failed"` // nil: the last one went well
}

// BackupMade is one backup that was made, wherever it lies.
type BackupMade struct {
	At        time.Time `json:"at"`
	By        string    `json:"by"` // empty: the program by itself
	Kind      string    `json:"kind" enum:"folder,file,download"`
	Documents int       `json:"documents"`
	Originals int       `json:"originals"`
	Bytes     int64     `json:"bytes"`
	Encrypted bool      `json:"encrypted"`
	Missing   int       `json:"missing"` // originals that were lost before it
}

// The kinds of backups.
const (
	BackupFolder   = "folder"
	BackupFile     = "file"
	BackupDownload = "download"
)

// BackupFail is why the last backup failed.
type BackupFail struct {
	At   time.Time `json:"at"`
	Code Code      `json:"code"`
}

// VerifyState is what the last look at everything kept has found.
type VerifyState struct {
	Running bool          `json:"running"`
	Last    *Verification `json:"last"` // since the program started; nil: none
	At      *time.Time    `json:"at"`   // when it was looked at last, before this start too
	OK      bool          `json:"ok"`
}

// RetentionSchedule is when rules run, and what the last run removed.
type RetentionSchedule struct {
	Rules int           `json:"rules"` // that are on
	Last  *RetentionRun `json:"last"`
	Next  *time.Time    `json:"next"` // nil: no rule is on
}
