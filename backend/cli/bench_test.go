package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/bench"
	"deskclerk/internal/paper"
)

// truthPack draws n receipts and writes down what they say; change may make it
// differ from what is printed.
func truthPack(t *testing.T, n int, change func(i int, truth map[string]any)) string {
	t.Helper()
	dir := t.TempDir()
	for _, sub := range []string{"docs", "truth"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	drawn, err := paper.Folder(filepath.Join(dir, "docs"), n)
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(filepath.Join(dir, "docs"))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		fields := map[string]any{}
		for _, name := range []string{"total", "date", "currency"} {
			fields[name] = drawn[i].Truth[name]
		}
		truth := map[string]any{"type": "receipt", "fields": fields, "country": "GB"}
		change(i, truth)
		text, err := json.Marshal(truth)
		if err != nil {
			t.Fatal(err)
		}
		stem := strings.TrimSuffix(f.Name(), filepath.Ext(f.Name()))
		writeFile(t, filepath.Join(dir, "truth", stem+".json"), string(text))
	}
	writeFile(t, filepath.Join(dir, "pack.json"), `{"name": "drawn", "licence": "none needed"}`)
	return dir
}

func benchField(t *testing.T, r bench.Report, name string) bench.FieldFigures {
	t.Helper()
	i := slices.IndexFunc(r.All.Fields, func(f bench.FieldFigures) bool { return f.Field == name })
	if i < 0 {
		t.Fatalf("no figures of %s", name)
	}
	return r.All.Fields[i]
}

func readReport(t *testing.T, text string) bench.Report {
	t.Helper()
	var r bench.Report
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBenchMeasuresAPackAsProcessReadsIt(t *testing.T) {
	pack := truthPack(t, 4, func(i int, truth map[string]any) {
		fields := truth["fields"].(map[string]any)
		if i == 1 {
			fields["total"] = []string{"0.01", "0.02"} // not what is printed
		}
		if i == 2 {
			fields["date"], truth["uncertain"] = "1999-01-01", []string{"date"}
		}
	})
	writeFile(t, filepath.Join(pack, "docs", "broken.pdf"), "%PDF-1.7\nnothing of a PDF follows\n%%EOF\n")
	writeFile(t, filepath.Join(pack, "truth", "broken.json"), `{"type": "receipt", "fields": {"total": "1.00"}}`)
	html := filepath.Join(t.TempDir(), "report.html")
	data := t.TempDir()
	out := mustRun(t, data, "bench", pack, "--json", "--by", "country,source", "--report", html)
	r := readReport(t, out.out)

	total, date := benchField(t, r, "total"), benchField(t, r, "date")
	if total.N != 5 || total.Found != 4 || total.Right != 3 || date.N != 3 || date.Right != 3 {
		t.Errorf("total %+v\ndate %+v", total, date)
	}
	d := r.All.Documents
	if d.N != 5 || d.TypeRight.K != 4 || d.AllRight.K != 3 || d.Failed.K != 1 || r.All.Time.Pages != 4 || r.All.Time.WallSeconds <= 0 || r.All.Time.StagesPerPage["ocr"] <= 0 {
		t.Errorf("%+v\n%+v", d, r.All.Time)
	}
	if len(r.Wrong) == 0 || r.Wrong[0].Field != "total" || r.Wrong[0].Outcome != bench.Wrong || !slices.Equal(r.Wrong[0].Truth, []string{"0.01", "0.02"}) {
		t.Errorf("%+v", r.Wrong)
	}
	if len(r.Splits) != 4 || r.Packs[0].Name != "drawn" || r.Packs[0].Licence != "none needed" {
		t.Errorf("%d splits, packs %+v", len(r.Splits), r.Packs)
	}
	text, err := os.ReadFile(html)
	if err != nil || !strings.Contains(string(text), `src="data:image/jpeg;base64,`) {
		t.Errorf("no picture of what was wrong (%v)", err)
	}
}

func TestBenchScoresResultsMadeBefore(t *testing.T) {
	pack := truthPack(t, 3, func(int, map[string]any) {})
	data, results := t.TempDir(), filepath.Join(t.TempDir(), "results.jsonl")
	mustRun(t, data, "process", filepath.Join(pack, "docs"), "--format", "jsonl", "-o", results)
	made := readReport(t, mustRun(t, data, "bench", pack, "--results", results, "--json").out)
	read := readReport(t, mustRun(t, data, "bench", pack, "--json").out)
	for _, name := range []string{"total", "date", "currency"} {
		a, b := benchField(t, made, name), benchField(t, read, name)
		if a.N != 3 || a.Right != b.Right || a.Found != b.Found || a.Accepted != b.Accepted {
			t.Errorf("%s: %+v of results, %+v read", name, a, b)
		}
	}
	writeFile(t, results, "{}\n")
	if r := run(t, data, "bench", pack, "--results", results); r.status != 2 || !strings.Contains(r.err, "no result for a document") {
		t.Errorf("exit status %d: %s", r.status, r.err)
	}
}

func TestBenchReadsPicturesInsteadOfTextWhenAsked(t *testing.T) {
	pack := t.TempDir()
	for _, sub := range []string{"docs", "truth"} {
		if err := os.Mkdir(filepath.Join(pack, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	printed := paper.TextPDF([]string{"CORNER BAKERY", "Receipt No 123456", "12/03/2024", "TOTAL GBP 12.00"})
	writeFile(t, filepath.Join(pack, "docs", "printed.pdf"), string(printed))
	writeFile(t, filepath.Join(pack, "truth", "printed.json"), `{"type": "receipt", "fields": {"total": "12.00"}}`)
	for flag, source := range map[string]string{"--ignore-embedded": "embedded", "--ocr": "ocr"} {
		r := readReport(t, mustRun(t, t.TempDir(), "bench", pack, "--json", "--by", "source", flag).out)
		if len(r.Splits) != 1 || r.Splits[0].Value != source || len(r.Warnings) != 1 {
			t.Errorf("%s: %+v, warnings %v", flag, r.Splits, r.Warnings)
		}
	}
}

func TestBenchRefusesWhatItCannotMeasure(t *testing.T) {
	pack := truthPack(t, 1, func(int, map[string]any) {})
	broken := truthPack(t, 1, func(int, map[string]any) {})
	writeFile(t, filepath.Join(broken, "truth", "receipt-001.json"), "{")
	for _, tt := range []struct {
		name string
		args []string
		says string
	}{
		{"no pack", nil, "requires at least 1 arg"},
		{"a folder that is no pack", []string{t.TempDir()}, "needs a folder docs"},
		{"truth that is not JSON", []string{broken}, "receipt-001.json is not what it should be"},
		{"a split that is none", []string{pack, "--by", "weather"}, "cannot be split"},
		{"results that are not there", []string{pack, "--results", filepath.Join(pack, "none.jsonl")}, "no such file"},
		{"an unknown type", []string{pack, "--type", "letter"}, "bank_statement, identity or other"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := run(t, t.TempDir(), append([]string{"bench"}, tt.args...)...)
			if r.status != 2 || !strings.Contains(r.err, tt.says) {
				t.Errorf("exit status %d, standard error %q, want %q in it", r.status, r.err, tt.says)
			}
		})
	}
}
