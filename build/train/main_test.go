package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/build/packs"
	drawn "deskclerk/internal/paper"
)

// page of lines in fixed pitch.
func page(lines []string) doc.Page {
	const columns, step = 44.0, 30.0
	height := step * float64(len(lines))
	p := doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: columns * 10, Height: int(height), DPI: 200, TextSource: doc.TextOCR}}
	for n, line := range lines {
		at := 0
		for _, word := range strings.Fields(line) {
			at += strings.Index(line[at:], word)
			p.Words = append(p.Words, doc.Word{Text: word, Confidence: 0.95, Line: n, Box: doc.Box{
				Left: float64(at) / columns, Right: float64(at+len(word)) / columns,
				Top: step * float64(n) / height, Bottom: (step*float64(n) + 20) / height,
			}})
			at += len(word)
		}
	}
	p.MeanWordConfidence = doc.MeanConfidence(p.Words)
	return p
}

// newPack writes a pack of made-up receipts, and what was read of them as the
// reader keeps it.
func newPack(t *testing.T, n int) (folder, kept string, shops int) {
	t.Helper()
	folder, kept = t.TempDir(), t.TempDir()
	names := map[string]bool{}
	write(t, filepath.Join(folder, "pack.json"), map[string]string{"name": "made up", "licence": "CC0-1.0"})
	for i := range n {
		r, err := drawn.Receipt(uint64(i))
		if err != nil {
			t.Fatal(err)
		}
		names[r.Truth["merchant"]] = true
		stem := fmt.Sprintf("%03d", i)
		write(t, filepath.Join(folder, "docs", stem+".png"), nil)
		write(t, filepath.Join(folder, "truth", stem+".json"), map[string]any{"type": doc.TypeReceipt, "fields": r.Truth})
		write(t, filepath.Join(kept, "made up", stem+".json"), []doc.Page{page(terse(r.Lines))})
	}
	return folder, kept, len(names)
}

// terse leaves out goods and courtesies, which all shops share, so that papers
// of two shops do not count as nearly the same.
func terse(lines []string) (out []string) {
	dashes := 0
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, "---"):
			dashes++
		case dashes == 1:
			l = strings.Repeat(" ", 30) + l[30:]
		case strings.HasPrefix(l, "Cash"), strings.HasPrefix(l, "Change"), strings.Contains(l, "Thank"):
			continue
		}
		out = append(out, l)
	}
	return out
}

func write(t *testing.T, path string, v any) {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTrainingWritesAModelWithItsCalibrationAndTellsItsFigures(t *testing.T) {
	folder, kept, shops := newPack(t, 24)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	train := func() (figures string, model, calibration []byte) {
		o := options{to: t.TempDir(), folds: 3, jobs: 2, seed: 1, pull: 8, pullText: 30, pullSums: 20, pullTypes: 2, draw: 0.2, drawBias: 0.1, smooth: 100}
		var out bytes.Buffer
		if err := run(t.Context(), &out, packs.Reader{Program: self, Keep: kept}, o, []string{folder}); err != nil {
			t.Fatal(err)
		}
		return out.String(), read(t, o.to, "model.json"), read(t, o.to, "calibration.json")
	}
	figures, model, calibration := train()
	if !strings.Contains(figures, fmt.Sprintf("24 papers, %d groups, 3 folds", shops)) || !strings.Contains(figures, "receipt.total") {
		t.Errorf("figures:\n%s", figures)
	}
	check(t, model, calibration)
	if strings.Contains(string(model), "type.") {
		t.Error("the model of fields holds types")
	}
	if _, m, c := train(); !bytes.Equal(m, model) || !bytes.Equal(c, calibration) {
		t.Error("the same papers give another model")
	}
}

func read(t *testing.T, folder, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// check reads both files as extraction does.
func check(t *testing.T, model, calibration []byte) {
	t.Helper()
	var m extract.Model
	var c extract.Calibration
	if err := json.Unmarshal(model, &m); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(calibration, &c); err != nil {
		t.Fatal(err)
	}
	if m.Version == "" || c.Model != m.Version {
		t.Errorf("the calibration is of model %q, the model is %q", c.Model, m.Version)
	}
	total := m.Fields["receipt.total"]
	if total.Documents != 24 || total.Right < 0.9 || total.Weights["bias"] == 0 {
		t.Errorf("the total was learned as %+v", total)
	}
	curve := c.Fields["receipt.total"]
	if curve.Cases != 24 || len(curve.Thresholds) != len(targets()) {
		t.Fatalf("its curve is %+v", curve)
	}
	for i, th := range curve.Thresholds {
		if th.Target != targets()[i] || i > 0 && th.Confidence > curve.Thresholds[i-1].Confidence {
			t.Errorf("a looser target asks for more: %+v", curve.Thresholds)
		}
	}
}

// newDrawn writes a pack of letters, and what was read of them as the reader
// keeps it.
func newDrawn(t *testing.T, kept string, n int) string {
	t.Helper()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "pack.json"), map[string]string{"name": "letters", "licence": "CC0-1.0"})
	for i := range n {
		stem := fmt.Sprintf("letter-en-%d", i)
		write(t, filepath.Join(folder, "docs", stem+".png"), nil)
		write(t, filepath.Join(folder, "truth", stem+".json"), map[string]any{"type": doc.TypeOther})
		write(t, filepath.Join(kept, "letters", stem+".json"), []doc.Page{page([]string{
			"Harbour Library", "", "Dear Sir or Madam,", "thank you for the letter that you wrote to us", "and for the kind words that are in it.", "Yours sincerely,",
		})})
	}
	return folder
}

func TestDrawnPapersTeachTypesAndCountInNoFigure(t *testing.T) {
	folder, kept, _ := newPack(t, 24)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o := options{to: t.TempDir(), only: "types", drawn: newDrawn(t, kept, 12), folds: 3, jobs: 2, seed: 1, pullTypes: 2, smooth: 100}
	var out bytes.Buffer
	if err := run(t.Context(), &out, packs.Reader{Program: self, Keep: kept}, o, []string{folder}); err != nil {
		t.Fatal(err)
	}
	var m extract.TypeModel
	if err := json.Unmarshal(read(t, o.to, "types.json"), &m); err != nil {
		t.Fatal(err)
	}
	if m.Documents != 24 || m.Right != 1 || len(m.Thresholds) != len(targets()) || m.Temperature <= 0 || m.Version == "" {
		t.Errorf("learned %d documents, %.3f right, %v:\n%s", m.Documents, m.Right, m.Thresholds, out.String())
	}
	if m.Weights["other"]["prose"] <= extract.RuleWeights()["type.other"]["prose"] {
		t.Errorf("letters did not teach what prose is: %v", m.Weights["other"])
	}
	if m.Weights["identity"]["zone"] != extract.RuleWeights()["type.identity"]["zone"] {
		t.Errorf("a sign that no paper has lost its weight: %v", m.Weights["identity"])
	}
	if entries, err := os.ReadDir(o.to); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v: the fields were not left as they are", entries, err)
	}
}

// newInvoices writes a pack of drawn invoices with an account, and what was read of
// them as the reader keeps it. On some it is not the one to pay to.
func newInvoices(t *testing.T, kept string, n int) string {
	t.Helper()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "pack.json"), map[string]string{"name": "invoices", "licence": "CC0-1.0"})
	for i := range n {
		stem, account := fmt.Sprintf("invoice-%d-%d", i%5, i), "DE89370400440532013000"
		fields := map[string]string{"invoice_number": "2030-17", "iban": account}
		if i%6 == 5 {
			delete(fields, "iban")
		}
		write(t, filepath.Join(folder, "docs", stem+".png"), nil)
		write(t, filepath.Join(folder, "truth", stem+".json"), map[string]any{"type": doc.TypeInvoice, "fields": fields})
		write(t, filepath.Join(kept, "invoices", stem+".json"), []doc.Page{page([]string{
			"Harbour Supplies Ltd", "", "Invoice number 2030-17", "Invoice date 12 March 2030", "Total 120.00", "IBAN " + account,
		})})
	}
	return folder
}

func TestDrawnPapersTeachTheConfidenceOfFieldsWithoutRealCases(t *testing.T) {
	folder, kept, _ := newPack(t, 24)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o := options{
		to: t.TempDir(), drawn: newInvoices(t, kept, 30), folds: 3, jobs: 2, seed: 1,
		pull: 8, pullText: 30, pullSums: 20, pullTypes: 2, draw: 0.2, drawBias: 0.1, smooth: 100,
	}
	var out bytes.Buffer
	if err := run(t.Context(), &out, packs.Reader{Program: self, Keep: kept}, o, []string{folder}); err != nil {
		t.Fatal(err)
	}
	var c extract.Calibration
	if err := json.Unmarshal(read(t, o.to, "calibration.json"), &c); err != nil {
		t.Fatal(err)
	}
	account := c.Fields["invoice.iban"]
	if account.Cases != 30 || !account.Drawn || !account.Pooled || len(account.Thresholds) != len(targets()) {
		t.Errorf("the account, five of which are wrong, was taught as %+v", account)
	}
	if total := c.Fields["receipt.total"]; total.Drawn || total.Cases != 24 {
		t.Errorf("the total, which has real cases, was taught as %+v", total)
	}
	var m extract.Model
	if err := json.Unmarshal(read(t, o.to, "model.json"), &m); err != nil {
		t.Fatal(err)
	}
	if _, ok := m.Fields["invoice.iban"]; ok {
		t.Error("drawn papers changed weights")
	}
	if !strings.Contains(out.String(), "24 papers") {
		t.Errorf("drawn papers are counted:\n%s", out.String())
	}
}
