package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// placed is a receipt whose doubtful total stands on its page.
func placed() doc.Understanding {
	u := receipt()
	total := u.Fields["total"]
	total.Page, total.Box = 1, &doc.Box{Left: 0.1, Top: 0.1, Right: 0.2, Bottom: 0.2}
	u.Fields["total"] = total
	return u
}

func TestManyDocumentsAreLookedAtTogether(t *testing.T) {
	site, s := libraryOf(t)
	one, two := shelve(t, s, "one", placed()), shelve(t, s, "two", placed())
	const at = "/api/v1/review/together"

	var g doc.Group
	site.get(at).want(t, http.StatusOK).json(t, &g)
	if g.Waiting != 2 || len(g.Fields) != 1 || g.Fields[0] != (doc.GroupField{Name: "total", Count: 2}) {
		t.Fatalf("%+v", g)
	}
	var cards doc.Cards
	site.get(at+"/total?limit=1").want(t, http.StatusOK).json(t, &cards)
	if len(cards.Cards) != 1 || cards.Next == "" || cards.Cards[0].DocumentID != one {
		t.Fatalf("%+v", cards)
	}
	site.get(at+"/total?after="+cards.Next).want(t, http.StatusOK).json(t, &cards)
	if len(cards.Cards) != 1 || cards.Next != "" || cards.Cards[0].DocumentID != two {
		t.Fatalf("%+v", cards)
	}
	if a := site.get(at+"/total?after=x").want(t, http.StatusUnprocessableEntity); a.code(t) != doc.CodeInvalid {
		t.Errorf("%s", a.body)
	}

	revision := cards.Cards[0].Revision
	body := fmt.Sprintf(`{"step":"s1","items":[{"document_id":%q,"revision":%d,"field":"total"},{"document_id":%q,"revision":%d,"field":"total"}]}`,
		one, revision, two, revision+7)
	var answer api.TogetherAnswer
	site.post(at, body, "Content-Type", "application/json").want(t, http.StatusOK).json(t, &answer)
	if o := answer.Outcomes; len(o) != 2 || o[0].Error != nil || o[0].Revision != revision+1 || o[1].Error == nil || o[1].Error.Code != doc.CodeStale {
		t.Fatalf("%+v", answer.Outcomes)
	}
	d, err := s.Document(t.Context(), one)
	if err != nil || d.Fields["total"].Origin != doc.OriginConfirmed {
		t.Fatalf("%+v (%v)", d.Fields["total"], err)
	}
	lines, err := s.AuditLog(t.Context(), doc.AuditQuery{Limit: 1})
	if err != nil || len(lines.Entries) != 1 || lines.Entries[0].Act != doc.EventField || lines.Entries[0].DocumentID != one || lines.Entries[0].Actor == "" {
		t.Errorf("audit %+v (%v)", lines, err)
	}

	var step api.ReviewStep
	site.post("/api/v1/review/undo", "").want(t, http.StatusOK).json(t, &step)
	if step.Count != 1 || step.Stayed != 0 || step.Subject != "total" || !step.Document.Fields["total"].Flagged {
		t.Errorf("%+v", step)
	}
	for _, wrong := range []string{`{"items":[]}`, `{"items":[{"document_id":"a","revision":0}]}`, `{}`} {
		site.post(at, wrong, "Content-Type", "application/json").want(t, http.StatusUnprocessableEntity)
	}
	many := strings.TrimSuffix(strings.Repeat(`{"document_id":"a","revision":1},`, doc.MostTogether+1), ",")
	site.post(at, `{"items":[`+many+`]}`, "Content-Type", "application/json").want(t, http.StatusUnprocessableEntity)
}
