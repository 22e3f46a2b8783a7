package api

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"deskclerk/backend/doc"
)

//go:embed docspage
var docsFiles embed.FS

// docsPolicy lets the page load its own style and nothing else; it has no script.
const docsPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// docs serves the documentation: the guide, and every request and schema of the
// description. Like the files of the user interface it holds no secret.
func (s *Server) docs(w http.ResponseWriter, r *http.Request) {
	if !s.onlyReads(w, r) {
		return
	}
	var body []byte
	var err error
	kind := "text/html; charset=utf-8"
	switch r.URL.Path {
	case "/docs":
		body, err = s.docsPage()
	case "/docs/style.css":
		kind = "text/css; charset=utf-8"
		body, err = docsFiles.ReadFile("docspage/style.css")
	default:
		err = doc.Errorf(doc.CodeNoRoute, "")
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Security-Policy", docsPolicy)
	h.Set("Cache-Control", "no-cache")
	sum := digest(string(body))
	h.Set("ETag", fmt.Sprintf(`"%x"`, sum[:12]))
	serveContent(w, r, "", bytes.NewReader(body))
}

// makeDocs writes the page; the description it is made of does not change while
// the program runs.
func (s *Server) makeDocs() ([]byte, error) {
	chapters, err := describeChapters(s.o.Guide)
	if err != nil {
		return nil, err
	}
	page, err := template.ParseFS(docsFiles, "docspage/page.html")
	if err != nil {
		return nil, fmt.Errorf("read the documentation's page: %w", err)
	}
	data := docsData{Prefix: Prefix, Chapters: chapters}
	paths := s.huma.OpenAPI().Paths
	for _, r := range s.routes() {
		data.Operations = append(data.Operations, describeOperation(r, operationOf(paths[r.path], r.method)))
	}
	schemas := s.huma.OpenAPI().Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		data.Schemas = append(data.Schemas, describeSchema(name, schemas[name]))
	}
	var out bytes.Buffer
	if err := page.Execute(&out, data); err != nil {
		return nil, fmt.Errorf("write the documentation: %w", err)
	}
	return out.Bytes(), nil
}

// docsData is what the page shows.
type docsData struct {
	Prefix     string
	Chapters   []docsChapter
	Operations []docsOperation
	Schemas    []docsSchema
}

type docsOperation struct {
	ID, Method, Path, Summary, Description string
	Scope                                  string // what a token needs
	Params                                 []docsMember
	Bodies                                 []docsBody
	Answers                                []docsAnswer
}

type docsMember struct {
	Name, In, About string
	Required        bool
	Type            docsType
}

type docsBody struct {
	Mime string
	Type docsType
}

type docsAnswer struct {
	Status, About string
	Bodies        []docsBody
}

type docsSchema struct {
	Name    string
	Members []docsMember
}

// docsType is a type in words, and the schema it refers to.
type docsType struct{ Text, Ref string }

func operationOf(item *huma.PathItem, method string) *huma.Operation {
	switch method {
	case http.MethodGet:
		return item.Get
	case http.MethodPost:
		return item.Post
	case http.MethodPut:
		return item.Put
	case http.MethodPatch:
		return item.Patch
	default:
		return item.Delete
	}
}

func describeOperation(r route, op *huma.Operation) docsOperation {
	d := docsOperation{ID: r.id, Method: r.method, Path: r.path, Summary: r.summary, Description: op.Description, Scope: string(r.scope)}
	for _, p := range op.Parameters {
		d.Params = append(d.Params, docsMember{Name: p.Name, In: p.In, About: p.Description, Required: p.Required, Type: typeOf(p.Schema)})
	}
	if op.RequestBody != nil {
		d.Bodies = bodiesOf(op.RequestBody.Content)
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		answer := op.Responses[status]
		d.Answers = append(d.Answers, docsAnswer{Status: status, About: answer.Description, Bodies: bodiesOf(answer.Content)})
	}
	return d
}

func bodiesOf(content map[string]*huma.MediaType) []docsBody {
	var out []docsBody
	for _, mime := range slices.Sorted(maps.Keys(content)) {
		out = append(out, docsBody{mime, typeOf(content[mime].Schema)})
	}
	return out
}

func describeSchema(name string, s *huma.Schema) docsSchema {
	d := docsSchema{Name: name}
	for _, member := range slices.Sorted(maps.Keys(s.Properties)) {
		p := s.Properties[member]
		d.Members = append(d.Members, docsMember{Name: member, About: p.Description, Required: slices.Contains(s.Required, member), Type: typeOf(p)})
	}
	return d
}

// typeOf says in words what a schema allows.
func typeOf(s *huma.Schema) docsType {
	switch {
	case s == nil:
		return docsType{}
	case s.Ref != "":
		return docsType{Ref: s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]}
	case len(s.AnyOf) > 0:
		t := typeOf(s.AnyOf[0])
		t.Text += "or null"
		return t
	case s.Type == huma.TypeArray:
		t := typeOf(s.Items)
		t.Text = strings.TrimSpace("list of " + t.Text)
		return t
	}
	if values, ok := s.AdditionalProperties.(*huma.Schema); ok {
		t := typeOf(values)
		t.Text = strings.TrimSpace("object of " + t.Text)
		return t
	}
	text := s.Type
	if len(s.Enum) > 0 {
		names := make([]string, len(s.Enum))
		for i, v := range s.Enum {
			names[i] = fmt.Sprint(v)
		}
		text = strings.Join(names, " | ")
	}
	if s.Minimum != nil && s.Maximum != nil {
		number := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
		text += " from " + number(*s.Minimum) + " to " + number(*s.Maximum)
	}
	if s.Nullable {
		text += " or null"
	}
	return docsType{Text: text}
}
