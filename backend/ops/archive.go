package ops

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"deskclerk/backend/doc"
)

// Extensions of a backup in one file, plain and encrypted. Both open with common
// tools: age -d, zstd -d, tar x.
const (
	Extension       = ".tar.zst"
	SealedExtension = ".tar.zst.age"
)

// IsArchive reports whether the name is one of a backup in one file.
func IsArchive(name string) bool {
	return strings.HasSuffix(name, Extension) || strings.HasSuffix(name, SealedExtension)
}

// ToFile makes a backup in one new file, encrypted when there is a passphrase.
// The file appears whole or not at all. Errors: conflict when it exists,
// disk_full.
func ToFile(ctx context.Context, s Source, path, passphrase string) (Report, error) {
	if _, err := os.Lstat(path); err == nil {
		return Report{}, doc.Errorf(doc.CodeNotEmpty, "%s exists", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".deskclerk-backup-*") // 0600
	if err != nil {
		return Report{}, unwritable(err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // unless it was renamed
	r, err := Write(ctx, s, f, passphrase)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return r, unwritable(err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return r, unwritable(err)
	}
	return r, syncFolder(filepath.Dir(path))
}

// Write makes a backup in one stream.
func Write(ctx context.Context, s Source, w io.Writer, passphrase string) (r Report, err error) {
	scratch, err := os.MkdirTemp("", "deskclerk-backup-*") // 0700
	if err != nil {
		return r, unwritable(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	sealed := nopCloser(w)
	if passphrase != "" {
		to, err := age.NewScryptRecipient(passphrase)
		if err != nil {
			return r, doc.Errorf(doc.CodeInvalid, "passphrase: %w", err)
		}
		if sealed, err = age.Encrypt(w, to); err != nil {
			return r, fmt.Errorf("encrypt the backup: %w", err)
		}
	}
	// Scans and photos are compressed already, so the quickest level is enough.
	packed, err := zstd.NewWriter(sealed, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return r, err
	}
	r, err = writeTar(ctx, s, tar.NewWriter(packed), filepath.Join(scratch, databaseName))
	r.Encrypted = passphrase != ""
	return r, errors.Join(err, packed.Close(), sealed.Close())
}

// writeTar writes the originals first: only when all of them are there is it
// settled which snapshot belongs to them.
func writeTar(ctx context.Context, s Source, out *tar.Writer, scratch string) (Report, error) {
	t, err := s.gather(ctx, scratch, func(f File) error { return s.archive(out, f) })
	if err != nil {
		return Report{}, err
	}
	text, err := json.MarshalIndent(t.manifest, "", "  ")
	if err != nil {
		return Report{}, err
	}
	database, err := os.Open(t.path)
	if err != nil {
		return Report{}, err
	}
	defer func() { _ = database.Close() }()
	r := reportOf(t.manifest)
	r.Copied = r.Originals
	return r, errors.Join(
		addEntry(out, databaseName, t.manifest.Database.Bytes, t.manifest.MadeAt, database),
		addEntry(out, configName, int64(len(s.Config)), t.manifest.MadeAt, strings.NewReader(s.Config)),
		addEntry(out, manifestName, int64(len(text)), t.manifest.MadeAt, strings.NewReader(string(text))),
		out.Close(),
	)
}

// archive adds an original, which is read twice: one whose content is wrong must
// not be in the stream under its name.
func (s Source) archive(out *tar.Writer, want File) error {
	f, err := s.original(want.SHA256)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if found, err := copyHashed(io.Discard, f); err != nil {
		return err
	} else if found != want {
		return errChanged
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return addEntry(out, originalName(want.SHA256), want.Bytes, time.Time{}, f)
}

func originalName(sum string) string { return "originals/" + sum[:2] + "/" + sum[2:4] + "/" + sum }

func addEntry(out *tar.Writer, name string, size int64, at time.Time, content io.Reader) error {
	if err := out.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: at, Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := io.Copy(out, content)
	return err
}

type closing struct{ io.Writer }

func (closing) Close() error { return nil }

func nopCloser(w io.Writer) io.WriteCloser { return closing{w} }

// unwritable gives a full disk and a forbidden place their codes.
func unwritable(err error) error {
	var known *doc.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case isFull(err):
		return &doc.Error{Code: doc.CodeDiskFull, Err: err}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		return doc.Errorf(doc.CodeUnreadable, "%w", err)
	default:
		return err
	}
}
