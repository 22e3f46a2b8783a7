package ops

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"deskclerk/backend/doc"
)

// Choice says which backup, and what opens it.
type Choice struct {
	Path       string // a file, or a folder of backups
	Snapshot   string // of a folder; empty: the newest
	Passphrase string // of an encrypted file
}

// unpacked is a backup laid out in a folder, and what is wrong with it.
type unpacked struct {
	manifest  Manifest
	faults    []string
	encrypted bool
	snapshot  string
	database  string // path
	config    string // path
	// original gives the path of one.
	original func(sum string) string
}

// open lays the backup out: a folder is one already, a file is unpacked into
// scratch. With dry the originals of a file are only checked.
func open(c Choice, scratch string, dry bool) (unpacked, error) {
	info, err := os.Stat(c.Path)
	if err != nil {
		return unpacked{}, doc.Errorf(doc.CodeUnreadable, "%w", err)
	}
	if info.IsDir() {
		return openSnapshot(c)
	}
	return unpack(c, scratch, dry)
}

func openSnapshot(c Choice) (u unpacked, err error) {
	if u.snapshot = c.Snapshot; u.snapshot == "" {
		names, err := Snapshots(c.Path)
		if err != nil {
			return u, err
		}
		if len(names) == 0 {
			return u, doc.Errorf(doc.CodeBackup, "the folder holds no complete backup")
		}
		u.snapshot = names[0]
	}
	if filepath.Base(u.snapshot) != u.snapshot {
		return u, doc.Errorf(doc.CodeInvalid, "snapshot: %q is no name of one", u.snapshot)
	}
	dir := filepath.Join(c.Path, snapshots, u.snapshot)
	if u.manifest, err = readManifest(filepath.Join(dir, manifestName)); err != nil {
		return u, err
	}
	u.database, u.config = filepath.Join(dir, databaseName), filepath.Join(dir, configName)
	u.original = func(sum string) string { return filepath.Join(c.Path, filepath.FromSlash(originalName(sum))) }
	for _, f := range u.manifest.Originals {
		if found, err := hashFile(u.original(f.SHA256)); err != nil || found != f {
			u.fault("the original %s is missing or damaged", f.SHA256)
		}
	}
	return u, nil
}

func (u *unpacked) fault(format string, args ...any) {
	u.faults = append(u.faults, fmt.Sprintf(format, args...))
}

// sealedStart begins every file of age (age-encryption.org/v1).
const sealedStart = "age-encryption.org/"

// unseal gives the archive's bytes, decrypted if need be.
func unseal(f io.Reader, passphrase string) (_ io.Reader, encrypted bool, err error) {
	r := bufio.NewReaderSize(f, 1<<16)
	start, err := r.Peek(len(sealedStart))
	if err != nil || string(start) != sealedStart {
		return r, false, nil //nolint:nilerr // too short is found by whoever reads on
	}
	if passphrase == "" {
		return nil, true, doc.Errorf(doc.CodePassphrase, "it is encrypted; give --passphrase-file")
	}
	with, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, true, doc.Errorf(doc.CodePassphrase, "%w", err)
	}
	open, err := age.Decrypt(r, with)
	var refused *age.NoIdentityMatchError
	switch {
	case errors.As(err, &refused):
		return nil, true, doc.Errorf(doc.CodePassphrase, "")
	case err != nil:
		return nil, true, doc.Errorf(doc.CodeBackup, "%w", err)
	}
	return open, true, nil
}

var originalEntry = regexp.MustCompile(`^originals/[0-9a-f]{2}/[0-9a-f]{2}/([0-9a-f]{64})$`)

// unpack reads the whole file. Whatever cuts it short is backup_damaged.
func unpack(c Choice, scratch string, dry bool) (u unpacked, err error) {
	f, err := os.Open(c.Path)
	if err != nil {
		return u, doc.Errorf(doc.CodeUnreadable, "%w", err)
	}
	defer func() { _ = f.Close() }()
	plain, encrypted, err := unseal(f, c.Passphrase)
	if err != nil {
		return u, err
	}
	u.encrypted = encrypted
	packed, err := zstd.NewReader(plain, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(64<<20))
	if err != nil {
		return u, doc.Errorf(doc.CodeBackup, "%w", err)
	}
	defer packed.Close()
	u.database, u.config = filepath.Join(scratch, databaseName), filepath.Join(scratch, configName)
	u.original = func(sum string) string { return filepath.Join(scratch, filepath.FromSlash(originalName(sum))) }
	p := parcel{u: &u, dry: dry, seen: map[string]File{}}
	if err := p.read(tar.NewReader(packed)); err != nil {
		return u, unwritable(err)
	}
	// The checksum at the end, and nothing after it.
	if _, err := io.Copy(io.Discard, packed); err != nil {
		return u, doc.Errorf(doc.CodeBackup, "%w", err)
	}
	return u, p.judge()
}

// parcel is an archive being unpacked.
type parcel struct {
	u        *unpacked
	dry      bool
	seen     map[string]File // originals
	manifest []byte
}

// mostManifest bounds a manifest, in bytes: about a million documents.
const mostManifest = 128 << 20

func (p *parcel) read(in *tar.Reader) error {
	for {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return doc.Errorf(doc.CodeBackup, "%w", err)
		}
		if err := p.take(h.Name, in); err != nil {
			return err
		}
	}
}

func (p *parcel) take(name string, content io.Reader) (err error) {
	switch entry := originalEntry.FindStringSubmatch(name); {
	case entry != nil && p.dry:
		p.seen[entry[1]], err = copyHashed(io.Discard, content)
	case entry != nil:
		p.seen[entry[1]], err = save(p.u.original(entry[1]), content)
	case name == databaseName:
		_, err = save(p.u.database, content)
	case name == configName:
		_, err = save(p.u.config, content)
	case name == manifestName:
		p.manifest, err = io.ReadAll(io.LimitReader(content, mostManifest))
	default:
		return doc.Errorf(doc.CodeBackup, "it holds something unknown")
	}
	if err != nil && !isFull(err) {
		return doc.Errorf(doc.CodeBackup, "%w", err)
	}
	return err
}

// save writes an entry into the scratch folder.
func save(path string, content io.Reader) (File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return File{}, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return File{}, err
	}
	found, err := copyHashed(f, content)
	return found, errors.Join(err, f.Sync(), f.Close())
}

// judge holds what came against the manifest.
func (p *parcel) judge() (err error) {
	if p.manifest == nil {
		return doc.Errorf(doc.CodeBackup, "it ends before its manifest")
	}
	if p.u.manifest, err = parseManifest(bytes.TrimSpace(p.manifest)); err != nil {
		return err
	}
	for _, f := range p.u.manifest.Originals {
		if p.seen[f.SHA256] != f {
			p.u.fault("the original %s is missing or damaged", f.SHA256)
		}
	}
	return nil
}

// check looks at database and configuration.
func (u *unpacked) check(ctx context.Context, inspect Inspect) error {
	for path, want := range map[string]File{u.database: u.manifest.Database, u.config: u.manifest.Config} {
		if found, err := hashFile(path); err != nil || found != want {
			u.fault("%s is missing or damaged", filepath.Base(path))
		}
	}
	found, listed, err := inspect(ctx, u.database)
	if err != nil {
		return err
	}
	for _, f := range append(found.Database, found.Audit...) {
		u.fault("the database: %s", f)
	}
	if found.Head != u.manifest.Audit {
		u.fault("the audit log ends otherwise than the manifest says")
	}
	known := map[File]bool{}
	for _, f := range u.manifest.Originals {
		known[f] = true
	}
	for _, sum := range u.manifest.Missing {
		for _, f := range listed {
			known[f] = known[f] || f.SHA256 == sum
		}
	}
	for _, f := range listed {
		if !known[f] {
			u.fault("the original %s is not in the backup", f.SHA256)
		}
	}
	return nil
}
