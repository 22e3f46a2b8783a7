package app

import (
	"bytes"
	"strings"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
)

func TestSamplesAreTakenInOnceLeftOutOfExportsAndRemovedTogether(t *testing.T) {
	a := opened(t, func(*Config) {})
	own, err := a.intake.Admit(t.Context(), intake.Item{
		Name: "own.png", Body: strings.NewReader("\x89PNG\r\n\x1a\nwhatever"), Source: doc.Source{Kind: doc.SourceUpload},
	})
	if err != nil {
		t.Fatal(err)
	}
	first, err := a.AddSamples(t.Context())
	if err != nil || len(first) < 3 {
		t.Fatal(len(first), err)
	}
	again, err := a.AddSamples(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range again {
		if !r.Duplicate {
			t.Errorf("%s came in twice", r.Document.File.Name)
		}
	}
	status, err := a.Status(t.Context())
	if err != nil || status.Samples != len(first) {
		t.Errorf("the status counts %d samples of %d: %v", status.Samples, len(first), err)
	}

	exported := func(q doc.Query) string {
		var out bytes.Buffer
		if err := (exporter{a.store, a.log}).Export(t.Context(), &out, api.ExportCSV, q, api.ExportOptions{}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if table := exported(doc.Query{}); strings.Contains(table, "sample-") || !strings.Contains(table, "own.png") {
		t.Errorf("an export of everything holds:\n%s", table)
	}
	for _, q := range []doc.Query{{Source: []doc.SourceKind{doc.SourceSample}}, {IDs: []string{first[0].DocumentID}}} {
		if table := exported(q); !strings.Contains(table, "sample-") {
			t.Errorf("samples that were named are not in the export:\n%s", table)
		}
	}

	removed, err := a.RemoveSamples(t.Context())
	if err != nil || removed != len(first) {
		t.Errorf("removed %d of %d: %v", removed, len(first), err)
	}
	left, err := a.store.Documents(t.Context(), doc.Query{})
	if err != nil || left.Total != 1 || left.Documents[0].ID != own.DocumentID {
		t.Errorf("left are %d documents: %v", left.Total, err)
	}
}
