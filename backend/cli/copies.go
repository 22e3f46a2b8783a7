package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

// copyFormats are the formats that make a file of each document, with the
// extension of its name.
var copyFormats = map[string]string{"pdf": ".pdf", "hocr": ".hocr", "alto": ".alto.xml", "txt": ".txt"} //nolint:gochecknoglobals // a table

// copyOut writes a file of each document into the folder. A document that cannot
// be written so is told and passed over; nothing that lies in the folder is
// overwritten.
func (c *command) copyOut(ctx context.Context, conn *connection, format, folder string, q doc.Query) error {
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // as readable as the person's umask says
		return doc.Errorf(doc.CodeUnreadable, "make the folder: %w", err)
	}
	failed := 0
	err := c.eachListed(ctx, conn, q, func(d doc.Document) error {
		path, err := c.copyOne(ctx, conn, format, folder, d)
		switch {
		case err == nil:
			_, _ = fmt.Fprintln(c.Out, path)
		case ctx.Err() != nil:
			return ctx.Err()
		default:
			failed++
			f := doc.FailureOf(err)
			c.note("%s: %s %s", d.File.Name, f.Message, f.Hint)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if failed > 0 {
		return errSomeFailed
	}
	return nil
}

// copyOne writes one file under a name that is free.
func (c *command) copyOne(ctx context.Context, conn *connection, format, folder string, d doc.Document) (string, error) {
	stem := strings.TrimSuffix(filepath.Base(d.File.Name), filepath.Ext(d.File.Name))
	for n := 1; ; n++ {
		name := stem + copyFormats[format]
		if n > 1 {
			name = fmt.Sprintf("%s-%d%s", stem, n, copyFormats[format])
		}
		path := filepath.Join(folder, name)
		if _, err := os.Lstat(path); err == nil {
			continue
		} else if !errors.Is(err, os.ErrNotExist) {
			return "", doc.Errorf(doc.CodeUnreadable, "look for a free name: %w", err)
		}
		return path, export.AtomicFile(path, func(w io.Writer) error { return conn.Copy(ctx, w, d.ID, format) })
	}
}

// eachListed walks the documents of the query.
func (c *command) eachListed(ctx context.Context, conn *connection, q doc.Query, do func(doc.Document) error) error {
	q.Limit = 200
	for {
		page, err := conn.Documents(ctx, q)
		if err != nil {
			return err
		}
		for _, d := range page.Documents {
			if err := do(d); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		q.After = page.Next
	}
}
