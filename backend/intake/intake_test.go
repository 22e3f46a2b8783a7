package intake_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
)

// shelf is a store that keeps everything in memory and can be told to fail.
type shelf struct {
	admitted  []doc.Admission
	committed int
	discarded int
	full      bool

	content         map[string]string // of committed originals
	batches         []doc.Batch
	closed, refused []string
	dropped         []string
	containers      []doc.Container
}

type book struct {
	content bytes.Buffer
	shelf   *shelf
}

func (s *shelf) NewOriginal() (intake.Original, error) { return &book{shelf: s}, nil }

func (s *shelf) Admit(_ context.Context, a doc.Admission) (doc.Receipt, error) {
	s.admitted = append(s.admitted, a)
	return doc.Receipt{DocumentID: fmt.Sprintf("x%d", len(s.admitted))}, nil
}

func (s *shelf) OpenOriginal(sum string) (*os.File, error) {
	f, err := os.CreateTemp("", "original-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name())
	_, err = f.WriteString(s.content[sum])
	return f, err
}

func (s *shelf) NewBatch(_ context.Context, b doc.Batch) (doc.Batch, error) {
	b.ID = fmt.Sprintf("b%d", len(s.batches)+1)
	s.batches = append(s.batches, b)
	return b, nil
}

func (s *shelf) CloseBatch(_ context.Context, id string) (doc.Batch, error) {
	s.closed = append(s.closed, id)
	return doc.Batch{ID: id}, nil
}

func (s *shelf) Refuse(_ context.Context, batchID, name string, _ *doc.Failure) error {
	s.refused = append(s.refused, batchID+" "+name)
	return nil
}

func (s *shelf) KeepContainer(_ context.Context, c doc.Container) (doc.Container, error) {
	c.ID = "c1"
	s.containers = append(s.containers, c)
	return c, nil
}

func (s *shelf) DropOriginal(_ context.Context, sum string) error {
	s.dropped = append(s.dropped, sum)
	return nil
}

func (b *book) Write(p []byte) (int, error) {
	if b.shelf.full {
		return 0, doc.Errorf(doc.CodeDiskFull, "no space")
	}
	return b.content.Write(p)
}

func (b *book) Commit() (string, int64, error) {
	b.shelf.committed++
	sum := sha256.Sum256(b.content.Bytes())
	if b.shelf.content == nil {
		b.shelf.content = map[string]string{}
	}
	b.shelf.content[hex.EncodeToString(sum[:])] = b.content.String()
	return hex.EncodeToString(sum[:]), int64(b.content.Len()), nil
}

func (b *book) Discard() error { b.shelf.discarded++; return nil }

func TestAdmit(t *testing.T) {
	pdf := "%PDF-1.7\n" + strings.Repeat("x", 9000)
	tests := []struct {
		name string
		body io.Reader
		full bool
		code doc.Code
	}{
		{"a PDF is admitted", strings.NewReader(pdf), false, ""},
		{"a PDF behind a byte order mark is admitted", strings.NewReader("\xef\xbb\xbf" + pdf), false, ""},
		{"an empty file is refused", strings.NewReader(""), false, doc.CodeEmpty},
		{"a page of the web is refused", strings.NewReader("<html><body>hello</body></html>"), false, doc.CodeUnsupported},
		{"a file written out in Base64 is refused", strings.NewReader(strings.Repeat(strings.Repeat("QUJD", 19)+"\n", 9)), false, doc.CodeUnsupported},
		{"a file over the limit is refused", strings.NewReader("%PDF-" + strings.Repeat("x", 20000)), false, doc.CodeTooLarge},
		{"a body that breaks off is refused", io.MultiReader(strings.NewReader(pdf), iotest.ErrReader(errors.New("gone"))), false, doc.CodeUnreadable},
		{"a full disk is told apart from a broken body", strings.NewReader(pdf), true, doc.CodeDiskFull},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &shelf{full: tt.full}
			in := intake.New(s, intake.Options{MaxBytes: 10000})
			_, err := in.Admit(t.Context(), intake.Item{Name: "a.pdf", Body: tt.body})
			if got := doc.CodeOf(err); got != tt.code {
				t.Fatalf("code %q, want %q (%v)", got, tt.code, err)
			}
			if tt.code == "" {
				if len(s.admitted) != 1 || s.admitted[0].MIME != "application/pdf" || s.committed != 1 {
					t.Fatalf("admitted %+v, committed %d", s.admitted, s.committed)
				}
				return
			}
			if len(s.admitted) != 0 || s.committed != 0 {
				t.Fatalf("a refused file left a trace: %+v", s)
			}
		})
	}
}

func TestAdmitDiscardsWhatItStarted(t *testing.T) {
	s := &shelf{}
	in := intake.New(s, intake.Options{MaxBytes: 10})
	_, err := in.Admit(t.Context(), intake.Item{Body: strings.NewReader("%PDF-1.7 and more than ten bytes")})
	if doc.CodeOf(err) != doc.CodeTooLarge || s.discarded != 1 {
		t.Fatalf("err %v, discarded %d", err, s.discarded)
	}
}

func TestAdmitStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := &shelf{}
	_, err := intake.New(s, intake.Options{}).Admit(ctx, intake.Item{Body: strings.NewReader("%PDF-1.7")})
	if !errors.Is(err, context.Canceled) || s.discarded != 1 || len(s.admitted) != 0 {
		t.Fatalf("err %v, store %+v", err, s)
	}
}

func TestSniffKnowsEveryReadableType(t *testing.T) {
	heads := map[string]string{
		"application/pdf": "junk before %PDF-1.4",
		"image/jpeg":      "\xff\xd8\xff\xe0\x00\x10JFIF",
		"image/png":       "\x89PNG\r\n\x1a\n",
		"image/tiff":      "II*\x00\x08\x00\x00\x00",
		"image/bmp":       "BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00",
		"image/gif":       "GIF89a",
		"image/webp":      "RIFF\x00\x00\x00\x00WEBPVP8 ",
		"image/jp2":       "\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x14ftypjp2 ",
		"text/plain":      "Dear all,\nplease find\n",
		"application/xml": `<?xml version="1.0"?><rsm:CrossIndustryInvoice xmlns:rsm="urn">`,
		"message/rfc822":  "From: a@example.com\r\nSubject: papers\r\n\r\n",
		"application/zip": "PK\x03\x04\x14\x00\x00\x00\x08\x00",
		"image/heic":      "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
	}
	for want, head := range heads {
		t.Run(want, func(t *testing.T) {
			got, err := intake.Sniff([]byte(head))
			if err != nil || got != want {
				t.Fatalf("got %q, %v", got, err)
			}
		})
	}
}

func TestCleanName(t *testing.T) {
	tests := map[string]string{
		"scan.pdf":               "scan.pdf",
		"/etc/passwd":            "passwd",
		`C:\Users\x\bill.pdf`:    "bill.pdf",
		"../../up.pdf":           "up.pdf",
		"":                       "document",
		"..":                     "document",
		"a\u202Efdp.exe":         "afdp.exe",
		"line\nbreak.png":        "linebreak.png",
		strings.Repeat("ä", 400): strings.Repeat("ä", 255),
	}
	for in, want := range tests {
		if got := intake.CleanName(in); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSniff(f *testing.F) {
	f.Add([]byte("%PDF-1.4"))
	f.Add([]byte("GIF89a"))
	f.Fuzz(func(t *testing.T, head []byte) {
		mime, err := intake.Sniff(head)
		if (mime == "") == (err == nil) {
			t.Fatalf("%q and %v", mime, err)
		}
	})
}

func FuzzCleanName(f *testing.F) {
	f.Add("../a\x00b.pdf")
	f.Fuzz(func(t *testing.T, name string) {
		got := intake.CleanName(name)
		if got == "" || got == "." || got == ".." || strings.ContainsAny(got, "/\x00\n") {
			t.Fatalf("%q became %q", name, got)
		}
	})
}
