package export_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

func TestRowsAreAppendedToAFile(t *testing.T) {
	p := profileOf(export.DefaultStyle(), column("from", "field:supplier_name"), column("total", "field:grand_total"))
	path := filepath.Join(t.TempDir(), "books.csv")
	const row = "Shop,1.00\r\n"
	fresh := "from,total\r\n" + row
	for range 2 { // the first makes the file
		if err := export.Append(path, p, strings.NewReader(fresh)); err != nil {
			t.Fatal(err)
		}
	}
	wantFile(t, path, "from,total\r\n"+row+row)
	if err := os.WriteFile(path, []byte("from,total\r\nlast line without an end,2"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := export.Append(path, p, strings.NewReader(fresh)); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "from,total\r\nlast line without an end,2\r\nShop,1.00\r\n")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o400 {
		t.Errorf("its permissions are others: %v, %v", info.Mode(), err)
	}
}

func TestAFileThatDoesNotFitIsLeftAsItIs(t *testing.T) {
	p := profileOf(export.DefaultStyle(), column("from", "field:supplier_name"), column("total", "field:grand_total"))
	latin, marked, whole := p, p, p
	latin.Style.Encoding = "windows-1252"
	latin.Columns = append([]doc.ExportColumn{column("über", "fact:id")}, p.Columns...)
	marked.Style.Encoding = "utf-8-bom"
	whole.Format, whole.Columns = doc.ExportJSON, []doc.ExportColumn{}
	tests := []struct {
		name, have, want string
		profile          doc.ExportProfile
	}{
		{"other columns", "from,sum\r\n", "columns", p},
		{"another order", "total,from\r\n", "columns", p},
		{"another delimiter", "from;total\r\n", "semicolon", p},
		{"other ends of lines", "from,total\n", "lines end", p},
		{"a mark of UTF-8", "\ufefffrom,total\r\n", "mark", p},
		{"no mark of UTF-8", "from,total\r\n", "mark", marked},
		{"another encoding in its header", "über,from,total\r\n", "encoding", latin},
		{"another encoding further down", "from,total\r\nM\xfcller,1\r\n", "UTF-8", p},
		{"an open quotation mark", "from,total\r\n\"Shop,1\r\n", "quotation", p},
		{"bytes of something else", "\x00\x01\x02", "columns", p},
		{"a format that is whole by itself", "[]\n", "whole", whole},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "books.csv")
			if err := os.WriteFile(path, []byte(tt.have), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, err := range []error{
				export.CheckAppend(path, tt.profile),
				export.Append(path, tt.profile, strings.NewReader("from,total\r\nShop,1.00\r\n")),
			} {
				if doc.CodeOf(err) != doc.CodeFileMismatch || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("%v", err)
				}
			}
			wantFile(t, path, tt.have)
		})
	}
	if err := export.Append(t.TempDir(), p, strings.NewReader("")); doc.CodeOf(err) != doc.CodeFileMismatch {
		t.Errorf("a folder: %v", err)
	}
}

func TestAnotherProgramThatWritesMeanwhileIsNoticed(t *testing.T) {
	p := profileOf(export.DefaultStyle(), column("from", "field:supplier_name"))
	path := filepath.Join(t.TempDir(), "books.csv")
	if err := os.WriteFile(path, []byte("from\r\nShop\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	slow := readerFunc(func([]byte) (int, error) {
		return 0, os.WriteFile(path, []byte("from\r\nShop\r\nanother program's\r\n"), 0o600)
	})
	err := export.Append(path, p, &afterHead{head: strings.NewReader("from\r\nnew\r\n"), then: slow})
	if doc.CodeOf(err) != doc.CodeConflict {
		t.Errorf("%v", err)
	}
	wantFile(t, path, "from\r\nShop\r\nanother program's\r\n")
}

// FuzzAppend tries files of strangers: each is left as it is or longer by the row.
func FuzzAppend(f *testing.F) {
	for _, seed := range []string{"", "from\r\n", "\ufefffrom\r\n", "from\r\n\"a\"\"b\"\r\n", "from\r\n\"", "from;x\n", "\xff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, have []byte) {
		p := profileOf(export.DefaultStyle(), column("from", "field:supplier_name"))
		path := filepath.Join(t.TempDir(), "books.csv")
		if err := os.WriteFile(path, have, 0o600); err != nil {
			t.Fatal(err)
		}
		err := export.Append(path, p, strings.NewReader("from\r\nShop\r\n"))
		got, readErr := os.ReadFile(path)
		if readErr != nil {
			t.Fatal(readErr)
		}
		switch {
		case err != nil && (doc.CodeOf(err) != doc.CodeFileMismatch || string(got) != string(have)):
			t.Fatalf("%v: %q became %q", err, have, got)
		case err == nil && (!bytes.HasPrefix(got, have) || !bytes.HasSuffix(got, []byte("\r\nShop\r\n"))):
			t.Fatalf("%q became %q", have, got)
		}
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// afterHead reads head, then asks then once and ends.
type afterHead struct {
	head *strings.Reader
	then readerFunc
}

func (a *afterHead) Read(p []byte) (int, error) {
	n, err := a.head.Read(p)
	if err != nil && a.then != nil {
		if _, then := a.then(nil); then != nil {
			return n, then
		}
		a.then = nil
	}
	return n, err
}

func wantFile(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("something was left beside it: %v, %v", entries, err)
	}
}
