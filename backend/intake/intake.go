// Package intake is the door: it takes a stream of bytes, finds what kind of
// file it is by its content, holds it against the limits, stores it durably and
// admits it as a document. It never decodes a file; it looks at its first bytes
// and counts. It reaches the store through the interfaces below.
package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// DefaultMaxBytes bounds one file: 512 MiB.
const DefaultMaxBytes = 512 << 20

// Original is a file on its way into the store. Commit makes it durable and
// visible under its hash; Discard forgets it. Both may follow each other: the
// second does nothing.
type Original interface {
	io.Writer
	Commit() (sha256 string, size int64, err error)
	Discard() error
}

// Store keeps originals and admits documents. Admit answers only after the
// document, its job and its event are committed.
type Store interface {
	NewOriginal() (Original, error)
	Admit(ctx context.Context, a doc.Admission) (doc.Receipt, error)
	Containers
}

// Options of an intake; zero values mean the defaults.
type Options struct {
	MaxBytes int64 // of one file, default DefaultMaxBytes
}

// Intake admits files.
type Intake struct {
	store    Store
	maxBytes int64
}

// New makes an intake over the store.
func New(store Store, o Options) *Intake {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	return &Intake{store: store, maxBytes: o.MaxBytes}
}

// Item is one file that wants in. Name is what the source calls it; folders in
// it are dropped.
type Item struct {
	Name          string
	Body          io.Reader
	Source        doc.Source
	Options       doc.ProcessOptions
	BatchID       *string
	CorrelationID string
	Metadata      json.RawMessage // an object, or nil
	Journal       *doc.JournalRef // of a watched folder's file, or nil
}

// Admit reads the item to its end and admits it. When it returns without an
// error the file is on the disk and its job is committed; with one, nothing of
// it is left. Of a ZIP or a mail, what is in it is admitted; the receipt names
// the first document, and has all of them in its container. Errors:
// unsupported_type, empty_file, file_too_large, disk_full, unreadable_path when
// the body breaks off, what the store returns, and of a container
// container_empty, container_password, over_limits and corrupt_file.
func (in *Intake) Admit(ctx context.Context, it Item) (doc.Receipt, error) {
	head, err := readHead(it.Body)
	if err != nil {
		return doc.Receipt{}, err
	}
	mime, err := Sniff(head)
	if err != nil {
		return doc.Receipt{}, err
	}
	body := io.MultiReader(bytes.NewReader(head), it.Body)
	if !contained(mime) {
		return in.admitAs(ctx, it, mime, body)
	}
	sum, size, err := in.keep(ctx, body)
	if err != nil {
		return doc.Receipt{}, err
	}
	return in.unpack(ctx, it, mime, sum, size)
}

// admitAs admits the body as a document of that type.
func (in *Intake) admitAs(ctx context.Context, it Item, mime string, body io.Reader) (doc.Receipt, error) {
	sum, size, err := in.keep(ctx, body)
	if err != nil {
		return doc.Receipt{}, err
	}
	return in.store.Admit(ctx, doc.Admission{
		Name: CleanName(it.Name), SHA256: sum, Bytes: size, MIME: mime,
		Source: it.Source, BatchID: it.BatchID, Options: it.Options,
		CorrelationID: it.CorrelationID, Metadata: it.Metadata, Journal: it.Journal,
	})
}

// keep writes the body into the store under its hash.
func (in *Intake) keep(ctx context.Context, body io.Reader) (sum string, size int64, err error) {
	original, err := in.store.NewOriginal()
	if err != nil {
		return "", 0, fmt.Errorf("open a new original: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, original.Discard())
		}
	}()
	source := &bodyReader{alive: ctx.Err, r: io.LimitReader(body, in.maxBytes+1)}
	n, err := io.Copy(original, source)
	switch {
	case source.err != nil:
		return "", 0, source.err
	case err != nil:
		return "", 0, fmt.Errorf("write the original: %w", err)
	case n > in.maxBytes:
		return "", 0, doc.Refuse(doc.CodeTooLarge, "bytes", "bytes", strconv.FormatInt(in.maxBytes, 10))
	}
	return original.Commit()
}

// bodyReader stops with its request and keeps a read error apart from the
// store's write errors.
type bodyReader struct {
	alive func() error // why the request ended, nil while it lives
	r     io.Reader
	err   error
}

func (b *bodyReader) Read(p []byte) (int, error) {
	if err := b.alive(); err != nil {
		b.err = err
		return 0, err
	}
	n, err := b.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = brokenBody(err)
		return n, b.err
	}
	return n, err
}

// brokenBody gives an error of a source a code unless it has one.
func brokenBody(err error) error {
	var coded *doc.Error
	if errors.As(err, &coded) {
		return err
	}
	return &doc.Error{Code: doc.CodeUnreadable, Detail: "the file broke off while it was read", Err: err}
}

// readHead reads what sniffing needs.
func readHead(r io.Reader) ([]byte, error) {
	head := make([]byte, sniffBytes)
	n, err := io.ReadFull(r, head)
	switch {
	case errors.Is(err, io.EOF):
		return nil, doc.Refuse(doc.CodeEmpty, "empty")
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return nil, brokenBody(err)
	}
	return head[:n], nil
}

// maxName bounds a file name, in runes.
const maxName = 255

// CleanName makes a source's name safe to show and to offer as a download: no
// folder, no control or direction-changing characters, never empty.
func CleanName(name string) string {
	name = strings.ReplaceAll(name, "\\", "/")
	name = filepath.Base(name)
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, name)
	name = strings.TrimSpace(name)
	if name == "" || name == "." || name == ".." || name == "/" {
		return "document"
	}
	if runes := []rune(name); len(runes) > maxName {
		ext := []rune(filepath.Ext(name))
		if len(ext) > 16 {
			ext = nil
		}
		name = string(runes[:maxName-len(ext)]) + string(ext)
	}
	return name
}
