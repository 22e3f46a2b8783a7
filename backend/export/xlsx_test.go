package export_test

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

func workbook(columns ...doc.ExportColumn) doc.ExportProfile {
	p := profileOf(export.DefaultStyle(), columns...)
	p.Format = doc.ExportXLSX
	return p
}

func sheetOf(t *testing.T, content string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestAWorkbookHasTypedCells(t *testing.T) {
	p := workbook(column("from", "field:supplier_name"), column("number", "field:invoice_number"), column("day", "field:issue_date"),
		column("total", "field:grand_total"), column("net", "field:net_total"))
	d := invoice("1", map[string]string{
		"supplier_name": "=HYPERLINK(\"http://x\")", "invoice_number": "00042", "issue_date": "2026-03-05", "grand_total": "-119.50", "net_total": "12345678901234.56",
	})
	content, _ := written(t, p, d)
	f := sheetOf(t, content)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Documents"}) {
		t.Errorf("sheets %v", got)
	}
	tests := []struct {
		cell, shown, raw string
		kind             excelize.CellType
	}{
		{"A1", "from", "from", excelize.CellTypeInlineString},
		{"A2", `=HYPERLINK("http://x")`, `=HYPERLINK("http://x")`, excelize.CellTypeInlineString},
		{"B2", "00042", "00042", excelize.CellTypeInlineString},
		{"C2", "2026-03-05", "46086", excelize.CellTypeUnset},
		{"D2", "-119.50", "-119.5", excelize.CellTypeUnset},
		{"E2", "12345678901234.56", "12345678901234.56", excelize.CellTypeInlineString}, // more digits than a number keeps
	}
	for _, tt := range tests {
		shown, err := f.GetCellValue("Documents", tt.cell)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := f.GetCellValue("Documents", tt.cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		kind, err := f.GetCellType("Documents", tt.cell)
		if err != nil {
			t.Fatal(err)
		}
		if shown != tt.shown || raw != tt.raw || kind != tt.kind {
			t.Errorf("%s: %q, %q, type %d; want %q, %q, type %d", tt.cell, shown, raw, kind, tt.shown, tt.raw, tt.kind)
		}
		if formula, err := f.GetCellFormula("Documents", tt.cell); err != nil || formula != "" {
			t.Errorf("%s would be run: %q, %v", tt.cell, formula, err)
		}
	}
	panes, err := f.GetPanes("Documents")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header is not frozen: %+v, %v", panes, err)
	}
	if width, err := f.GetColWidth("Documents", "A"); err != nil || width < 20 {
		t.Errorf("width %v, %v", width, err)
	}
	style, err := f.GetCellStyle("Documents", "A2")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := f.GetStyle(style); err != nil || s.NumFmt != 49 {
		t.Errorf("text is not text once it is edited: %+v, %v", s, err)
	}
	if !strings.Contains(part(t, content, "xl/worksheets/sheet1.xml"), `<autoFilter ref="$A$1:$E$2"`) {
		t.Error("the header has no filters")
	}
}

func TestTheSameWorkbookIsMadeAgain(t *testing.T) {
	p := workbook(column("from", "field:supplier_name"), column("total", "field:grand_total"))
	first, _ := written(t, p, anInvoice())
	time.Sleep(1100 * time.Millisecond) // an entry's time in a ZIP counts in seconds
	if second, _ := written(t, p, anInvoice()); second != first {
		t.Error("the workbook is another")
	}
}

func TestRowsAreAppendedToAWorkbook(t *testing.T) {
	p := workbook(column("from", "field:supplier_name"), column("total", "field:grand_total"))
	path := filepath.Join(t.TempDir(), "books.xlsx")
	content, _ := written(t, p, anInvoice())
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	more := rowsOf([]doc.ExportCell{{Text: "+1 Shop", Kind: doc.KindText}, {Text: "-7.00", Kind: doc.KindMoney}})
	never := func(io.Writer) error { t.Error("made anew"); return nil }
	if err := export.AppendXLSX(path, p, more, never); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows("Documents")
	want := [][]string{{"from", "total"}, {"Müller & Söhne", "119.00"}, {"+1 Shop", "-7.00"}}
	if err != nil || !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("%q, %v", rows, err)
	}
	if formula, err := f.GetCellFormula("Documents", "A3"); err != nil || formula != "" {
		t.Errorf("%q would be run (%v)", formula, err)
	}
	for name, other := range map[string]doc.ExportProfile{
		"other columns": workbook(column("from", "field:supplier_name"), column("sum", "field:grand_total")),
		"fewer columns": workbook(column("from", "field:supplier_name")),
	} {
		before := content
		if err := export.AppendXLSX(path, other, more, never); doc.CodeOf(err) != doc.CodeFileMismatch {
			t.Errorf("%s: %v (%d)", name, err, len(before))
		}
		if err := export.CheckAppend(path, other); doc.CodeOf(err) != doc.CodeFileMismatch {
			t.Errorf("%s: %v", name, err)
		}
	}
	text := filepath.Join(t.TempDir(), "text.xlsx")
	if err := os.WriteFile(text, []byte("no workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := export.AppendXLSX(text, p, more, never); doc.CodeOf(err) != doc.CodeFileMismatch {
		t.Errorf("text: %v", err)
	}
}

// What is exported passes through: ten thousand documents with text take a small
// part of what they are as a whole.
func TestTenThousandDocumentsTakeLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const documents = 10_000
	for _, format := range []doc.ExportFormat{doc.ExportCSV, doc.ExportXLSX, doc.ExportJSONL} {
		t.Run(string(format), func(t *testing.T) {
			p := profileOf(export.DefaultStyle(), column("id", "fact:id"), column("from", "field:supplier_name"), column("total", "field:grand_total"), column("day", "field:issue_date"))
			if p.Format = format; !format.Tabular() {
				p.Columns = []doc.ExportColumn{}
			}
			many := &stream{n: documents, shelf: newShelf()}
			d := export.New(export.Options{Store: many, Temp: t.TempDir(), Clock: func() time.Time { return at }})
			run, err := d.Run(t.Context(), doc.ExportWish{Profile: p})
			if err != nil || run.Counts.Documents != documents {
				t.Fatalf("%+v, %v", run.Counts, err)
			}
			_, f, err := d.File(t.Context(), run.ID, false)
			if err != nil {
				t.Fatal(err)
			}
			_ = f.Close()
			t.Logf("%s: %d documents, a file of %d kB, at most %d MB in use", format, documents, run.Bytes>>10, many.most>>20)
			if many.most > 16<<20 {
				t.Errorf("%d MB were in use", many.most>>20)
			}
		})
	}
}

// stream makes documents as they are asked for and watches the memory.
type stream struct {
	*shelf

	n    int
	most uint64
}

func (s *stream) ExportStandings(context.Context, string, []doc.Type, doc.Query) ([]doc.ExportStanding, error) {
	all := make([]doc.ExportStanding, s.n)
	for i := range all {
		all[i] = doc.ExportStanding{ID: fmt.Sprintf("%036d", i), Status: doc.StatusApproved, Revision: 1}
	}
	return all, nil
}

func (s *stream) ExportLeft(context.Context, []doc.Type, doc.Query) (doc.ExportLeft, error) {
	return doc.ExportLeft{}, nil
}

func (s *stream) ExportDocuments(_ context.Context, ids []string, _ bool) iter.Seq2[doc.Document, error] {
	return func(yield func(doc.Document, error) bool) {
		text := strings.Repeat("a line of text on a page\n", 100) // 2.5 kB
		for i, id := range ids {
			d := anInvoice()
			d.ID, d.Text = id, text+id
			if !yield(d, nil) {
				return
			}
			if i%1000 == 0 {
				runtime.GC() // what is only not collected yet does not count
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				s.most = max(s.most, m.HeapAlloc)
			}
		}
	}
}

func rowsOf(rows ...[]doc.ExportCell) export.Rows {
	return func(yield func([]doc.ExportCell, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// part is a part of a workbook as it lies in it.
func part(t *testing.T, content, name string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
