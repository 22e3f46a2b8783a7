package intake_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
)

// file is one to be packed.
type file struct{ name, content string }

func pdf(n int) string { return fmt.Sprintf("%%PDF-1.7\n%d", n) }

func zipped(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		out, err := w.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write([]byte(f.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// mailed is a message with attachments.
func mailed(head, text string, attachments ...string) string {
	parts := []string{"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text}
	parts = append(parts, attachments...)
	return head + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=b\"\r\n\r\n--=b\r\n" +
		strings.Join(parts, "\r\n--=b\r\n") + "\r\n--=b--\r\n"
}

const mailHead = "From: =?UTF-8?Q?J=C3=B6rg_Meier?= <j@example.com>\r\nTo: office@example.org\r\nSubject: =?ISO-8859-1?Q?Rechnung_f=FCr_M=E4rz?=\r\nDate: Wed, 15 Jan 2025 21:43:52 +0100\r\n"

func attached(header, content string) string {
	return header + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(content))
}

func take(t *testing.T, s *shelf, name, content string) (doc.Receipt, error) {
	t.Helper()
	return intake.New(s, intake.Options{MaxBytes: 100 << 20}).
		Admit(t.Context(), intake.Item{Name: name, Body: strings.NewReader(content)})
}

// outcome is what became of each entry, in a word.
func outcome(entries []doc.Entry) string {
	var out []string
	for _, e := range entries {
		what := string(e.PassedOver)
		switch {
		case e.DocumentID != "":
			what = "document"
		case e.Error != nil:
			what = string(e.Error.Code)
		}
		out = append(out, e.Name+": "+what)
	}
	return strings.Join(out, "; ")
}

func TestWhatAZIPHoldsBecomesDocuments(t *testing.T) {
	inner := zipped(t, file{"c.png", "\x89PNG\r\n\x1a\n"}, file{"deep.zip", zipped(t, file{"d.zip", zipped(t, file{"e.pdf", pdf(5)})})})
	content := zipped(t,
		file{"a.pdf", pdf(1)}, file{"../../etc/b.pdf", pdf(2)}, file{"folder/", ""}, file{"readme.txt", "hello there"},
		file{"run.exe", "MZ\x90\x00\x03"}, file{"__MACOSX/._a.pdf", pdf(3)}, file{".DS_Store", "x"}, file{"empty.pdf", ""}, file{"in.zip", inner},
		file{"post.eml", mailed(mailHead, "hi", attached("Content-Type: application/pdf; name=f.pdf", pdf(6)))})
	s := &shelf{}
	r, err := take(t, s, "scans.zip", content)
	if err != nil {
		t.Fatal(err)
	}
	want := "a.pdf: document; etc/b.pdf: document; readme.txt: text; run.exe: unsupported; __MACOSX/._a.pdf: hidden; .DS_Store: hidden; " +
		"empty.pdf: empty; in.zip/c.png: document; in.zip/deep.zip/d.zip: nested; post.eml/f.pdf: document"
	if got := outcome(r.Container.Entries); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(s.batches) != 1 || s.batches[0].Name != "scans.zip" || len(s.closed) != 1 || len(s.containers) != 1 || r.DocumentID != "x1" {
		t.Errorf("batches %v, closed %v, containers %d, first %q", s.batches, s.closed, len(s.containers), r.DocumentID)
	}
	for _, a := range s.admitted {
		if a.BatchID == nil || *a.BatchID != "b1" || strings.Contains(a.Name, "/") {
			t.Errorf("admitted %q into %v", a.Name, a.BatchID)
		}
	}
}

func TestAContainerJoinsTheBatchItCameInto(t *testing.T) {
	s, batch := &shelf{}, "given"
	_, err := intake.New(s, intake.Options{}).Admit(t.Context(), intake.Item{Name: "a.zip", BatchID: &batch, Body: strings.NewReader(zipped(t, file{"a.pdf", pdf(1)}))})
	if err != nil || len(s.batches) != 0 || len(s.closed) != 0 || *s.admitted[0].BatchID != "given" {
		t.Fatalf("%v, batches %v, closed %v", err, s.batches, s.closed)
	}
}

func TestNamesInAZIPAreDecoded(t *testing.T) {
	for name, want := range map[string]string{"M\x81ller.pdf": "Müller.pdf", "Größe.pdf": "Größe.pdf", `folder\a.pdf`: "folder/a.pdf"} {
		s := &shelf{}
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		out, err := w.CreateHeader(&zip.FileHeader{Name: name, NonUTF8: name[1] == 0x81})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = out.Write([]byte(pdf(1)))
		_ = w.Close()
		r, err := take(t, s, "a.zip", b.String())
		if err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if got := r.Container.Entries[0].Name; got != want {
			t.Errorf("%q became %q", name, got)
		}
	}
}

func TestAContainerThatCannotBeTakenSaysWhy(t *testing.T) {
	locked := []byte(zipped(t, file{"a.pdf", pdf(1)}))
	for at := bytes.Index(locked, []byte("PK\x01\x02")); at >= 0; at = -1 {
		locked[at+8] |= 1
	}
	locked[6] |= 1
	many := make([]file, 2001)
	for i := range many {
		many[i] = file{fmt.Sprint(i), "x"}
	}
	manyLocked := []byte(zipped(t, many...))
	for at, next := 0, 0; next >= 0; at += next + 4 {
		if next = bytes.Index(manyLocked[at:], []byte("PK\x01\x02")); next >= 0 {
			manyLocked[at+next+8] |= 1
		}
	}
	for name, c := range map[string]struct {
		content string
		code    doc.Code
	}{
		"too many locked files":   {string(manyLocked), doc.CodeOverLimits},
		"nothing to read in it":   {zipped(t, file{"a.exe", "MZ\x90\x00\x03"}), doc.CodeContainerEmpty},
		"a ZIP without entries":   {zipped(t), doc.CodeContainerEmpty},
		"protected by a password": {string(locked), doc.CodeContainerPassword},
		"cut in the middle":       {zipped(t, file{"a.pdf", pdf(1)})[:60], doc.CodeCorrupt},
		"too many files":          {zipped(t, many...), doc.CodeOverLimits},
		"a bomb":                  {zipped(t, file{"a.pdf", pdf(1) + strings.Repeat("\x00", 101<<20)}), doc.CodeOverLimits},
		"a bomb of many":          {bomb(t), doc.CodeOverLimits},
		"a mail of nothing":       {"From: a@example.com\r\nTo: b@example.com\r\n\r\n\r\n", doc.CodeContainerEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			_, err := take(t, s, "a.zip", c.content)
			if doc.CodeOf(err) != c.code {
				t.Fatalf("got %v, want %s", err, c.code)
			}
			if len(s.dropped) != 1 || len(s.containers) != 0 || len(s.closed) != len(s.batches) {
				t.Errorf("dropped %v, kept %d, batches %d, closed %d", s.dropped, len(s.containers), len(s.batches), len(s.closed))
			}
		})
	}
}

// bomb has many small entries of little in them.
func bomb(t *testing.T) string {
	t.Helper()
	var files []file
	for i := range 60 {
		files = append(files, file{fmt.Sprintf("%d.pdf", i), pdf(i) + strings.Repeat("\x00", 2<<20)})
	}
	return zipped(t, files...)
}

func TestOneDamagedEntryLeavesTheOthers(t *testing.T) {
	content := []byte(zipped(t, file{"a.pdf", pdf(1)}, file{"b.pdf", pdf(2) + strings.Repeat("abcdefgh", 600)}))
	at := bytes.Index(content, []byte("b.pdf"))
	content[at+12] ^= 0xff
	s := &shelf{}
	r, err := take(t, s, "a.zip", string(content))
	if err != nil || outcome(r.Container.Entries) != "a.pdf: document; b.pdf: corrupt_file" || len(s.refused) != 1 {
		t.Fatalf("%v, %+v, refused %v", err, r.Container, s.refused)
	}
}

func TestAMailsAttachmentsBecomeDocuments(t *testing.T) {
	logo := "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 500)
	photo := "\xff\xd8\xff\xe0" + strings.Repeat("x", 200<<10)
	content := mailed(mailHead, "Please pay.",
		attached("Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*0*=UTF-8''Rechnung%20f%C3%BCr; filename*1*=%20M%C3%A4rz.pdf", pdf(1)),
		attached("Content-Type: image/png; name=logo.png\r\nContent-Id: <l>\r\nContent-Disposition: inline", logo),
		attached("Content-Type: image/jpeg; name=receipt.jpg", photo),
		attached("Content-Type: application/octet-stream; name=terms.docx", "PK\x03\x04 not one"),
		"Content-Type: message/rfc822\r\n\r\n"+strings.ReplaceAll(
			mailed(mailHead, "older", attached("Content-Type: image/tiff; name=fax.tif", "II*\x00\x08\x00\x00\x00")), "=b", "=inner"))
	s := &shelf{}
	r, err := take(t, s, "post.eml", content)
	if err != nil {
		t.Fatal(err)
	}
	want := "Rechnung für März.pdf: document; logo.png: inline_image; receipt.jpg: document; terms.docx: corrupt_file; mail.eml/fax.tif: document"
	if got := outcome(r.Container.Entries); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	m := s.containers[0].Mail
	if m == nil || m.Subject != "Rechnung für März" || m.From != "Jörg Meier <j@example.com>" || m.Text != "Please pay." || m.Date == nil || m.Date.Hour() != 20 {
		t.Errorf("the mail says %+v", m)
	}
}

func TestAMailWithoutAttachmentsIsReadItself(t *testing.T) {
	s := &shelf{}
	html := "<html><head><style>p{}</style></head><body><p>Total: <b>12.50</b></p><p>Thanks</p></body></html>"
	r, err := take(t, s, "post.eml", mailHead+"Content-Type: text/html; charset=utf-8\r\n\r\n"+html)
	if err != nil || len(s.admitted) != 1 || s.admitted[0].MIME != "text/plain" || s.admitted[0].Name != "Rechnung für März.txt" {
		t.Fatalf("%v, %+v", err, s.admitted)
	}
	text := s.content[s.admitted[0].SHA256]
	if !strings.Contains(text, "Total: 12.50\n") || !strings.Contains(text, "From: Jörg Meier") || r.Container.Entries[0].DocumentID == "" {
		t.Errorf("read as %q", text)
	}
}

func FuzzContainer(f *testing.F) {
	f.Add([]byte(zipped(f, file{"a.pdf", pdf(1)}, file{"b.zip", zipped(f, file{"c.pdf", pdf(2)})})))
	f.Add([]byte(mailed(mailHead, "text", attached("Content-Type: application/pdf; name=f.pdf", pdf(6)))))
	f.Fuzz(func(t *testing.T, content []byte) {
		s := &shelf{}
		r, err := intake.New(s, intake.Options{MaxBytes: 1 << 20}).Admit(t.Context(), intake.Item{Body: bytes.NewReader(content)})
		if err == nil && r.DocumentID == "" {
			t.Fatalf("neither a document nor an error: %+v", r)
		}
		if doc.CodeOf(err) == doc.CodeInternal {
			t.Fatalf("an error without a code: %v", err)
		}
		for _, a := range s.admitted {
			if a.Name == "" || strings.ContainsAny(a.Name, "/\x00\n") {
				t.Fatalf("admitted as %q", a.Name)
			}
		}
	})
}
