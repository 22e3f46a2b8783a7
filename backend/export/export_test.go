package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

func sequence(docs ...doc.Document) iter.Seq2[doc.Document, error] {
	return func(yield func(doc.Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func receipt(fields map[string]string) doc.Document {
	d := doc.Document{
		ID: "1", File: doc.File{Name: "a.jpg"}, Status: doc.StatusNeedsReview,
		Type: doc.Classification{Name: doc.TypeReceipt, Confidence: 1}, Fields: map[string]doc.Field{},
	}
	for name, v := range fields {
		d.Fields[name] = doc.Field{Value: &v, Confidence: 0.5}
	}
	return d
}

func table(t *testing.T, docs iter.Seq2[doc.Document, error], o export.CSVOptions) []map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := export.CSV(&b, docs, o); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func TestCSVColumnsAreStable(t *testing.T) {
	var b bytes.Buffer
	if err := export.CSV(&b, sequence(), export.CSVOptions{Types: []doc.Type{doc.TypeInvoice, doc.TypeReceipt}}); err != nil {
		t.Fatal(err)
	}
	want := "id,file,type,status,merchant,merchant_address,date,time,total,subtotal,tax_total,currency," +
		"receipt_number,payment_method,supplier_name,supplier_vat_id,customer_name,invoice_number,issue_date," +
		"due_date,purchase_order,net_total,grand_total,amount_due,iban,bic,payment_reference,warnings,error,what_to_do\r\n"
	if b.String() != want {
		t.Fatalf("got  %q\nwant %q", b.String(), want)
	}
}

func TestCSVNeutralisesFormulas(t *testing.T) {
	tests := []struct{ name, field, value, want string }{
		{"a formula is quoted", "merchant", "=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"},
		{"a plus is quoted", "merchant", "+1+2", "'+1+2"},
		{"an at sign is quoted", "merchant", "@SUM(A1)", "'@SUM(A1)"},
		{"a tab is quoted", "merchant", "\t=1", "'\t=1"},
		{"a formula behind a space is quoted", "merchant", " =1", "' =1"},
		{"a full-width formula is quoted", "merchant", "＝1+1", "'＝1+1"},
		{"a minus in text is quoted", "merchant", "-5", "'-5"},
		{"a negative amount stays a number", "total", "-12.50", "-12.50"},
		{"a negative formula in an amount is quoted", "total", "-1+cmd|x", "'-1+cmd|x"},
		{"plain text stays", "merchant", "Café – Bar", "Café – Bar"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := table(t, sequence(receipt(map[string]string{tt.field: tt.value})), export.CSVOptions{})
			if got := rows[0][tt.field]; got != tt.want {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCSVShowsConfidenceFlagsAndErrors(t *testing.T) {
	d := receipt(map[string]string{"total": "9.00"})
	f := d.Fields["total"]
	f.Flagged = true
	d.Fields["total"] = f
	failed := doc.Document{ID: "2", Status: doc.StatusFailedTerminal, Error: doc.FailureOf(doc.Errorf(doc.CodePDFPassword, "locked"))}
	rows := table(t, sequence(d, failed), export.CSVOptions{Confidence: true, Flags: true})
	if rows[0]["total_confidence"] != "0.500" || rows[0]["flagged"] != "total" || rows[0]["date_confidence"] != "" {
		t.Errorf("row %v", rows[0])
	}
	if rows[1]["error"] != "pdf_password" || !strings.Contains(rows[1]["what_to_do"], "password") {
		t.Errorf("row %v", rows[1])
	}
}

func TestEveryValueSurvivesTheRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.String().Draw(t, "value")
		// encoding/csv's reader turns CRLF in a cell into LF and BOMs at the start matter to no cell.
		want = strings.ReplaceAll(want, "\r", "")
		var b bytes.Buffer
		if err := export.CSV(&b, sequence(receipt(map[string]string{"merchant": want})), export.CSVOptions{}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got := rows[1][4]
		if got != want && got != "'"+want {
			t.Fatalf("%q came back as %q", want, got)
		}
	})
}

func TestJSONAndJSONLinesHoldEveryDocument(t *testing.T) {
	docs := []doc.Document{receipt(nil), receipt(map[string]string{"total": "1.00"})}
	for n := range 3 {
		var all []doc.Document
		var b bytes.Buffer
		if err := export.Write(&b, export.FormatJSON, sequence(docs[:n]...), export.CSVOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b.Bytes(), &all); err != nil || len(all) != n {
			t.Fatalf("%d documents: %v in %s", n, err, b.String())
		}
		b.Reset()
		if err := export.Write(&b, export.FormatJSONL, sequence(docs[:n]...), export.CSVOptions{}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(b.String(), "\n"); got != n {
			t.Fatalf("%d lines, want %d", got, n)
		}
	}
}

func TestAnErrorInTheSequenceEndsTheExport(t *testing.T) {
	broken := errors.New("broken")
	seq := func(yield func(doc.Document, error) bool) { yield(doc.Document{}, broken) }
	for _, f := range export.Formats() {
		if err := export.Write(io.Discard, f, seq, export.CSVOptions{}); !errors.Is(err, broken) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func TestAtomicFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	write := func(text string, err error) error {
		return export.AtomicFile(path, func(w io.Writer) error {
			_, _ = io.WriteString(w, text)
			return err
		})
	}
	if err := write("one", nil); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("failed")
	if err := write("half", failed); !errors.Is(err, failed) {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "one" {
		t.Fatalf("%q, %v", got, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("a temporary file was left: %v, %v", entries, err)
	}
	if err := export.AtomicFile(os.DevNull, func(w io.Writer) error { _, err := w.Write([]byte("x")); return err }); err != nil {
		t.Fatalf("a device: %v", err)
	}
}
