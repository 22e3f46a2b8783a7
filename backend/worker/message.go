package worker

import (
	"errors"
	"strings"

	"deskclerk/backend/doc"
)

type operation string

const (
	opPing    operation = "ping"
	opInspect operation = "inspect"
	opPage    operation = "page"
	opRender  operation = "render"
	opRegion  operation = "region"
	opInfo    operation = "info"
	opLayer   operation = "searchable"
)

// request is what the parent asks. Only what its operation needs is set.
type request struct {
	ID     uint64            `json:"id"`
	Op     operation         `json:"op"`
	Path   string            `json:"path,omitempty"`
	Page   int               `json:"page,omitempty"` // 1-based
	Open   doc.OpenOptions   `json:"open"`
	Read   doc.ReadOptions   `json:"read"`
	Render doc.RenderOptions `json:"render"`
	Region *doc.Region       `json:"region,omitempty"`

	Searchable *doc.SearchableJob `json:"searchable,omitempty"`
}

// reply answers the request with the same id. The frame's tail holds the JPEG
// of a render and the engine's raw output of a page.
type reply struct {
	ID         uint64              `json:"id"`
	Error      *failure            `json:"error,omitempty"`
	Tainted    bool                `json:"tainted,omitempty"` // the worker should not be used again
	Hello      *hello              `json:"hello,omitempty"`
	Inspection *doc.Inspection     `json:"inspection,omitempty"`
	Reading    *doc.PageReading    `json:"reading,omitempty"`
	Region     []doc.RegionReading `json:"region,omitempty"`
	Info       *doc.EngineInfo     `json:"info,omitempty"`
	Searchable *doc.Searchable     `json:"searchable,omitempty"`
}

// hello is what a worker tells of itself when it is pinged.
type hello struct {
	Network    string `json:"network"` // name of its network namespace, empty where there are none
	NoNewPrivs bool   `json:"no_new_privs"`
	NoCore     bool   `json:"no_core"`
}

// failure is an error on its way to the parent. Text is that of a foreign error
// and is meant for the parent's log alone.
type failure struct {
	Code   doc.Code `json:"code"`
	Detail string   `json:"detail,omitempty"`
	Text   string   `json:"text,omitempty"`

	Sentence *doc.Sentence `json:"sentence,omitempty"`
}

// maxDetail bounds what a worker's error may say, in bytes.
const maxDetail = 500

// failureOf packs err for the pipe. The path of the original stays out of it: it
// helps nobody who reads the error and must not stand in a log.
func failureOf(err error, path string) *failure {
	scrub := func(text string) string {
		if path != "" {
			text = strings.ReplaceAll(text, path, "the file")
		}
		return cut(text, maxDetail)
	}
	var typed *doc.Error
	if errors.As(err, &typed) && typed.Code != doc.CodeInternal {
		return &failure{Code: typed.Code, Detail: scrub(typed.Detail), Sentence: typed.Sentence}
	}
	return &failure{Code: doc.CodeInternal, Text: scrub(err.Error())}
}

// known reports whether the failure carries a code of ours; a worker that was
// taken over by its document may write anything.
func (f *failure) known() bool {
	return f.Code != doc.CodeInternal && f.Code.Kind().Code == f.Code
}

func cut(text string, limit int) string {
	if len(text) > limit {
		text = text[:limit] + "…"
	}
	return strings.ToValidUTF8(text, "")
}
