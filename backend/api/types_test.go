package api_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// typeShelf keeps types in memory, as the API expects it of a room.
type typeShelf struct{ kept map[doc.Type]doc.Definition }

func (s *typeShelf) List(context.Context) (all []doc.Definition, err error) {
	for _, d := range s.kept {
		all = append(all, d)
	}
	return all, nil
}

func (s *typeShelf) Get(_ context.Context, name doc.Type) (doc.Definition, error) {
	d, ok := s.kept[name]
	if !ok {
		return d, doc.Errorf(doc.CodeNotFound, "no type %q", name)
	}
	return d, nil
}

func (s *typeShelf) Put(_ context.Context, d doc.Definition, from int64) (doc.Definition, error) {
	if err := d.Check(); err != nil {
		return d, err
	}
	was, ok := s.kept[d.Name]
	switch {
	case from == 0 && ok:
		return d, doc.Errorf(doc.CodeNameTaken, "there is a type %q", d.Name)
	case from > 0 && was.Revision != from:
		return d, doc.Errorf(doc.CodeStale, "revision %d", was.Revision)
	}
	d.Schema, d.Revision = doc.DefinitionSchema, was.Revision+1
	s.kept[d.Name] = d
	return d, nil
}

func (s *typeShelf) Delete(ctx context.Context, name doc.Type) error {
	_, err := s.Get(ctx, name)
	delete(s.kept, name)
	return err
}

func (s *typeShelf) Teach(_ context.Context, _ string, page int, box doc.Box) (doc.Lesson, error) {
	return doc.Lesson{Page: page, Box: box, Kind: doc.KindText, Label: "Tenant", Anchor: &doc.Anchor{Label: "Tenant", Place: doc.PlaceRight}}, nil
}

func (s *typeShelf) Keywords(context.Context, []string) ([]string, error) { return nil, nil }

func (s *typeShelf) Try(_ context.Context, d doc.Definition, id string) (doc.Trial, error) {
	value := "Anna"
	return doc.Trial{
		DocumentID: id, Name: "a.pdf", Matches: true, Confidence: 0.9, Tables: map[string]doc.Table{}, Issues: []doc.Issue{},
		Fields: map[string]doc.Field{d.Fields[0].Name: {Value: &value, Reasons: []string{}, Candidates: []doc.Candidate{}, Origin: doc.OriginExtracted}},
	}, nil
}

func TestTypesAreMadeChangedTriedAndDeleted(t *testing.T) {
	s := open(t, func(o *api.Options) { o.Types = &typeShelf{kept: map[doc.Type]doc.Definition{}} })
	const lease = `{"schema":"deskclerk.type/v1","name":"lease","title":"Lease","fields":[{"name":"tenant","kind":"text","labels":["Tenant"]}]}`
	path := api.Prefix + "/types"
	s.post(path, lease, "Content-Type", "application/json").want(t, http.StatusCreated)
	s.post(path, lease, "Content-Type", "application/json").want(t, http.StatusConflict)
	if got := s.get(path).want(t, http.StatusOK); !strings.Contains(string(got.body), `"lease"`) {
		t.Errorf("%s", got.body)
	}
	put := func(body string) answer {
		return s.do(s.request(http.MethodPut, path+"/lease", strings.NewReader(body), "Content-Type", "application/json"))
	}
	put(strings.Replace(lease, `"fields"`, `"revision":1,"fields"`, 1)).want(t, http.StatusOK)
	put(strings.Replace(lease, `"fields"`, `"revision":1,"fields"`, 1)).want(t, http.StatusConflict)
	put(strings.Replace(lease, `"lease"`, `"other"`, 1)).want(t, http.StatusUnprocessableEntity)
	put(strings.Replace(lease, `"text"`, `"colour"`, 1)).want(t, http.StatusUnprocessableEntity)
	lesson := s.post(path+"/teach", `{"document_id":"x","page":1,"box":[0.1,0.1,0.2,0.2]}`, "Content-Type", "application/json").want(t, http.StatusOK)
	if !strings.Contains(string(lesson.body), `"Tenant"`) {
		t.Errorf("%s", lesson.body)
	}
	s.post(path+"/keywords", `{"documents":["x"]}`, "Content-Type", "application/json").want(t, http.StatusOK)
	trial := s.post(path+"/test", `{"definition":`+lease+`,"documents":["x"]}`, "Content-Type", "application/json").want(t, http.StatusOK)
	if !strings.Contains(string(trial.body), `"Anna"`) {
		t.Errorf("%s", trial.body)
	}
	s.do(s.request(http.MethodDelete, path+"/lease", nil)).want(t, http.StatusNoContent)
	s.get(path+"/lease").want(t, http.StatusNotFound)
}
