package intake

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"

	"deskclerk/backend/doc"
)

// zip takes in the files of a ZIP, in the order of its directory.
func (u *unpacking) zip(ctx context.Context, r io.ReaderAt, size int64, within string, depth int) error {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // no path of it is ever used
		return corrupt("open the ZIP", err)
	}
	z.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(zstd.WithDecoderMaxMemory(maxNested)))
	if len(z.File) > 10*maxEntries {
		return doc.Errorf(doc.CodeOverLimits, "%d entries", len(z.File))
	}
	for _, f := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := u.zipEntry(ctx, f, within, depth); err != nil {
			return err
		}
	}
	return nil
}

const encrypted = 1 // bit 0 of a ZIP entry's flags (APPNOTE.TXT, 4.4.4)

func (u *unpacking) zipEntry(ctx context.Context, f *zip.File, within string, depth int) error {
	name := inside(within, zipName(f))
	mode := f.Mode()
	switch {
	case mode.IsDir(), strings.HasSuffix(f.Name, "/"):
		return nil
	case mode&(fs.ModeSymlink|fs.ModeDevice|fs.ModeNamedPipe|fs.ModeSocket) != 0:
		return u.pass(name, doc.PassedLink)
	case ownOfSystem(name):
		return u.pass(name, doc.PassedHidden)
	case f.Flags&encrypted != 0:
		return u.refuse(ctx, name, doc.Errorf(doc.CodeContainerPassword, "an encrypted entry"))
	case f.UncompressedSize64 == 0 && f.CompressedSize64 == 0:
		return u.pass(name, doc.PassedEmpty)
	}
	body, err := f.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return u.refuse(ctx, name, doc.Errorf(doc.CodeUnsupported, "packed in a way that is not known (method %d)", f.Method))
	case err != nil:
		return u.refuse(ctx, name, corrupt("open an entry", err))
	}
	defer func() { _ = body.Close() }() // only read
	return u.take(ctx, name, zipBody{body}, depth)
}

// zipBody tells damage in the packed bytes from every other trouble.
type zipBody struct{ r io.Reader }

func (b zipBody) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = doc.Errorf(doc.CodeCorrupt, "unpack an entry: %w", fmt.Errorf("%w", err))
	}
	return n, err
}

// zipName decodes an entry's name: UTF-8 when it says so or is valid, else code
// page 437 (APPNOTE.TXT, appendix D).
func zipName(f *zip.File) string {
	if !f.NonUTF8 || utf8.ValidString(f.Name) {
		return f.Name
	}
	name, err := charmap.CodePage437.NewDecoder().String(f.Name)
	if err != nil {
		return strings.ToValidUTF8(f.Name, "_")
	}
	return name
}

// ownOfSystem are files that systems leave behind.
func ownOfSystem(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") ||
		strings.Contains("/"+name, "/__MACOSX/") || strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}
