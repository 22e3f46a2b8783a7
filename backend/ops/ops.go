// Package ops is the room of upkeep: backups made, checked and restored, what is
// past its time removed day by day, and what support needs put together without
// anything that documents say. It writes the folders and files it is told of and
// meets the library through what is declared here; it knows no table.
package ops

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

// Source is what a backup is made of.
type Source struct {
	Program   string           // its version
	Originals string           // folder of the originals, each under its hash
	Config    string           // the configuration's text; it holds no secrets
	Clock     func() time.Time // default time.Now

	// Snapshot writes the database as it is now into a new file: everything that
	// was acknowledged before the call is in it.
	Snapshot func(ctx context.Context, path string) error
	// Inspect looks into a snapshot that nobody writes. Errors: newer_database.
	Inspect Inspect
	// Follow takes out of a snapshot what a newer one no longer speaks of, as far
	// as it belongs to the originals with these hashes.
	Follow func(ctx context.Context, path, newer string, gone []string) error
}

// Inspect looks into a database file and lists the originals that belong to it.
type Inspect func(ctx context.Context, path string) (doc.Verification, []File, error)

// File is one file of a backup.
type File struct {
	SHA256 string `json:"sha256"` // lower-case hex
	Bytes  int64  `json:"bytes"`
}

// Manifest says what belongs to a backup.
type Manifest struct {
	Format    string        `json:"format"`
	Program   string        `json:"program"` // version that made it
	Schema    int64         `json:"schema"`  // of the database
	MadeAt    time.Time     `json:"made_at"`
	Database  File          `json:"database"`
	Config    File          `json:"config"`
	Documents int           `json:"documents"`
	Audit     doc.AuditHead `json:"audit"`
	Originals []File        `json:"originals"`
	Missing   []string      `json:"missing"` // originals that were lost or changed before the backup
}

// format names the layout; it changes only when an older program would misread
// it.
const format = "deskclerk.backup/v1"

// Names inside a backup.
const (
	databaseName = "deskclerk.db"
	configName   = "config.toml"
	manifestName = "manifest.json"
)

// Report is what a backup was made of, or what was found when it was checked.
type Report struct {
	MadeAt    time.Time     `json:"made_at"`
	Program   string        `json:"program"`
	Documents int           `json:"documents"`
	Originals int           `json:"originals"`
	Copied    int           `json:"copied"` // originals that were not there before
	Bytes     int64         `json:"bytes"`  // of database and originals
	Missing   []string      `json:"missing"`
	Audit     doc.AuditHead `json:"audit"`
	Encrypted bool          `json:"encrypted"`
	Snapshot  string        `json:"snapshot,omitempty"` // its name in a folder of backups
	Faults    []string      `json:"faults"`             // what is wrong with it; none: it is whole
}

func reportOf(m Manifest) Report {
	r := Report{
		MadeAt: m.MadeAt, Program: m.Program, Documents: m.Documents, Originals: len(m.Originals), Missing: m.Missing, Audit: m.Audit,
		Bytes: m.Database.Bytes, Faults: []string{},
	}
	for _, f := range m.Originals {
		r.Bytes += f.Bytes
	}
	return r
}
