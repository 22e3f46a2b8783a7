package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// otherFolders is what a test does not ask for.
type otherFolders interface{ api.Folders }

// cabinet is the watching of folders, of which one may be named from afar.
type cabinet struct {
	otherFolders

	created []string
	set     doc.FolderSettings
}

func (c *cabinet) Allowed(_ context.Context, path string) error {
	if path == "/allowed" {
		return nil
	}
	return doc.Errorf(doc.CodeFolderFar, "")
}

func (c *cabinet) Create(_ context.Context, path string, set doc.FolderSettings) (doc.Folder, error) {
	c.created, c.set = append(c.created, path), set
	return c.folder(path), nil
}

func (c *cabinet) Check(_ context.Context, path string) (doc.FolderCheck, error) {
	return doc.FolderCheck{Path: path, Watching: doc.WatchEvents}, nil
}

func (c *cabinet) Folder(_ context.Context, id string) (doc.Folder, error) {
	if id != "one" {
		return doc.Folder{}, doc.Errorf(doc.CodeNotFound, "no folder %q", id)
	}
	return c.folder("/allowed"), nil
}

func (c *cabinet) folder(path string) doc.Folder {
	return doc.Folder{ID: "one", Name: "in", Path: path, Type: doc.TypeAuto, After: doc.AfterLeave, State: doc.FolderWatching, Watching: doc.WatchEvents}
}

func (c *cabinet) Folders(context.Context) ([]doc.Folder, error) {
	return []doc.Folder{c.folder("/allowed")}, nil
}

func (c *cabinet) Files(_ context.Context, q doc.FileQuery) (doc.FileList, error) {
	return doc.FileList{Files: []doc.FolderFile{{ID: 7, FolderID: q.FolderID, Path: "a.pdf", State: q.State[0]}}}, nil
}

func TestOnlyTheOwnerHereNamesAnyFolder(t *testing.T) {
	c := &cabinet{}
	s := open(t, func(o *api.Options) { o.Folders = c })
	here := map[string]string{"path": "/anywhere", "type": "invoice", "after": "move"}
	body, err := json.Marshal(here)
	if err != nil {
		t.Fatal(err)
	}
	made := s.post("/api/v1/folders", string(body), "Content-Type", "application/json").want(t, http.StatusCreated)
	if made.header.Get("Location") != "/api/v1/folders/one" || *c.set.Type != doc.TypeInvoice || *c.set.After != doc.AfterMove {
		t.Errorf("%v, %+v", made.header, c.set)
	}
	s.token = s.newToken("far", doc.ScopeAdmin).Secret
	for _, path := range []string{"/folders", "/folders/check"} {
		refused := s.post("/api/v1"+path, `{"path":"/anywhere"}`, "Content-Type", "application/json").want(t, http.StatusForbidden)
		if refused.code(t) != doc.CodeFolderFar {
			t.Errorf("%s", refused.body)
		}
		if a := s.post("/api/v1"+path, `{"path":"/allowed"}`, "Content-Type", "application/json"); a.status >= 300 {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	if len(c.created) != 2 {
		t.Errorf("made %v", c.created)
	}
}

func TestFoldersAndTheirFilesAreListed(t *testing.T) {
	s := open(t, func(o *api.Options) { o.Folders = &cabinet{} })
	s.get("/api/v1/folders").want(t, http.StatusOK)
	s.get("/api/v1/folders/none").want(t, http.StatusNotFound)
	var list doc.FileList
	s.get("/api/v1/folders/one/files?state=waiting,failed").want(t, http.StatusOK).json(t, &list)
	if len(list.Files) != 1 || list.Files[0].State != doc.FileWaiting {
		t.Errorf("%+v", list)
	}
	if a := s.get("/api/v1/folders/one/files?state=lost").want(t, http.StatusUnprocessableEntity); a.code(t) != doc.CodeInvalid {
		t.Errorf("%s", a.body)
	}
}
