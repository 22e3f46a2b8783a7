package api_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// part is one part of a form; without a file name it is a field.
type part struct{ name, file, content string }

func form(t *testing.T, parts ...part) (body, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range parts {
		var out io.Writer
		var err error
		if p.file == "" {
			out, err = w.CreateFormField(p.name)
		} else {
			out, err = w.CreateFormFile(p.name, p.file)
		}
		if err == nil {
			_, err = io.WriteString(out, p.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

func TestARawUpload(t *testing.T) {
	s := open(t)
	got := s.post(api.Prefix+"/documents?filename=a%20b.pdf&type=invoice&lang=deu+eng&force_ocr=1&priority=5", "%PDF", "Content-Type", "application/pdf").want(t, http.StatusAccepted)
	var a api.UploadAnswer
	got.json(t, &a)
	if len(a.Documents) != 1 || a.Documents[0].ID != "doc-001" || a.Documents[0].Name != "a b.pdf" || a.Documents[0].Status != doc.StatusQueued {
		t.Fatalf("%+v", a)
	}
	if got.header.Get("Location") != api.Prefix+"/documents/doc-001" || got.header.Get("Location") != a.Documents[0].Href || got.header.Get("Retry-After") == "" {
		t.Errorf("%v", got.header)
	}
	o := s.house.options["doc-001"]
	if o.Type != doc.TypeInvoice || fmt.Sprint(o.Languages) != "[deu eng]" || !o.ForceOCR || o.Priority != 5 {
		t.Errorf("%+v", o)
	}
	if d := s.house.documents["doc-001"]; d.Source.Kind != doc.SourceUpload || d.Source.Detail != "token" || d.Source.ReceivedAt.IsZero() {
		t.Errorf("%+v", d.Source)
	}
	s.post(api.Prefix+"/documents?source=import", "%PDF").want(t, http.StatusAccepted)
	if d := s.house.documents["doc-002"]; d.Source.Kind != doc.SourceImport {
		t.Errorf("%+v", d.Source)
	}
	if code := s.post(api.Prefix+"/documents", "").want(t, 422).code(t); code != doc.CodeEmpty {
		t.Errorf("empty: %s", code)
	}
	for _, bad := range []string{"?type=A", "?lang=../x", "?force_ocr=maybe", "?source=folder", "?priority=1000"} {
		s.post(api.Prefix+"/documents"+bad, "%PDF").want(t, 422)
	}
}

func TestAFormWithSeveralFiles(t *testing.T) {
	s := open(t)
	body, kind := form(t, part{"file", "a.pdf", "%PDF1"}, part{"lang", "", "deu"}, part{"file", "empty.pdf", ""}, part{"file", "b.pdf", "%PDF2"})
	got := s.post(api.Prefix+"/documents", body, "Content-Type", kind).want(t, http.StatusAccepted)
	var a api.UploadAnswer
	got.json(t, &a)
	if len(a.Documents) != 3 || a.Documents[1].Error == nil || a.Documents[1].Error.Code != doc.CodeEmpty || a.Documents[1].Name != "empty.pdf" {
		t.Fatalf("%+v", a)
	}
	if len(s.house.options["doc-001"].Languages) != 0 || fmt.Sprint(s.house.options["doc-002"].Languages) != "[deu]" {
		t.Errorf("%+v", s.house.options)
	}
	if got.header.Get("Location") != api.Prefix+"/documents?id=doc-001,doc-002" {
		t.Errorf("%v", got.header)
	}
	s.get(got.header.Get("Location")).want(t, http.StatusOK)
}

func TestFormsThatAreRefused(t *testing.T) {
	s := open(t)
	whole, kind := form(t, part{"file", "a.pdf", "%PDF1"})
	fields, fieldKind := form(t, part{"type", "", "invoice"})
	long, longKind := form(t, part{"type", "", strings.Repeat("x", 5000)})
	tests := []struct{ name, body, kind string }{
		{"without a file", fields, fieldKind},
		{"without a boundary", whole, "multipart/form-data"},
		{"of another kind", whole, strings.Replace(kind, "form-data", "mixed", 1)},
		{"that is no form", "x", kind},
		{"with a field too long", long, longKind},
		{"cut in the headers", whole[:40], kind},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if code := s.post(api.Prefix+"/documents", tt.body, "Content-Type", tt.kind).want(t, 422).code(t); code != doc.CodeInvalid {
				t.Errorf("code %s", code)
			}
		})
	}
}

func TestTheLimitOfOneFile(t *testing.T) {
	s := open(t, func(o *api.Options) { o.MaxBytes = 1000 })
	path := api.Prefix + "/documents"
	s.post(path, strings.Repeat("x", 1000)).want(t, http.StatusAccepted)
	if code := s.post(path, strings.Repeat("x", 1001)).want(t, 413).code(t); code != doc.CodeTooLarge {
		t.Errorf("code %s", code)
	}
	unknown := s.request(http.MethodPost, path, io.MultiReader(strings.NewReader(strings.Repeat("x", 1001))))
	s.do(unknown).want(t, 413)
	body, kind := form(t, part{"file", "a.pdf", strings.Repeat("x", 1001)}, part{"file", "b.pdf", strings.Repeat("x", 1000)})
	var a api.UploadAnswer
	s.post(path, body, "Content-Type", kind).want(t, http.StatusAccepted).json(t, &a)
	if a.Documents[0].Error == nil || a.Documents[0].Error.Code != doc.CodeTooLarge || a.Documents[1].ID == "" {
		t.Errorf("%+v", a)
	}
	if len(s.house.order) != 2 {
		t.Errorf("%d documents", len(s.house.order))
	}
}

func TestAFormThatBreaksOffKeepsWhatCameWhole(t *testing.T) {
	s := open(t)
	body, kind := form(t, part{"file", "a.pdf", "%PDF1"}, part{"file", "b.pdf", "%PDF2 and more"})
	body, _, _ = strings.Cut(body, " and more")
	var a api.UploadAnswer
	got := s.post(api.Prefix+"/documents", body, "Content-Type", kind).want(t, http.StatusAccepted)
	got.json(t, &a)
	if len(a.Documents) != 2 || a.Documents[0].ID == "" || a.Documents[1].Error == nil || a.Documents[1].ID != "" {
		t.Errorf("%+v", a)
	}
	if len(s.house.order) != 1 {
		t.Errorf("%d documents", len(s.house.order))
	}
}

func TestAFormOfWhichNothingIsTakenIsRefused(t *testing.T) {
	s := open(t, func(o *api.Options) { o.MaxBytes = 1000 })
	large := strings.Repeat("x", 1001)
	one, oneKind := form(t, part{"file", "a.pdf", large})
	two, twoKind := form(t, part{"file", "a.pdf", large}, part{"file", "b.pdf", ""})
	cutOff, _, _ := strings.Cut(one, "xx")
	for _, tt := range []struct {
		name, path, body, kind string
		status                 int
		codes                  []doc.Code
	}{
		{"one file", "", one, oneKind, http.StatusRequestEntityTooLarge, []doc.Code{doc.CodeTooLarge}},
		{"one file that is waited for", "?wait=1s", one, oneKind, http.StatusRequestEntityTooLarge, []doc.Code{doc.CodeTooLarge}},
		{"two files", "", two, twoKind, http.StatusRequestEntityTooLarge, []doc.Code{doc.CodeTooLarge, doc.CodeEmpty}},
		{"one file that breaks off", "", cutOff, oneKind, http.StatusUnprocessableEntity, []doc.Code{doc.CodeInvalid}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p api.Problem
			s.post(api.Prefix+"/documents"+tt.path, tt.body, "Content-Type", tt.kind).want(t, tt.status).json(t, &p)
			var codes []doc.Code
			for _, d := range p.Documents {
				codes = append(codes, d.Error.Code)
			}
			if p.Code != tt.codes[0] || !slices.Equal(codes, tt.codes) || p.Documents[0].Name != "a.pdf" {
				t.Errorf("%+v", p)
			}
		})
	}
}

// zeros is a stream of n bytes that none of them are kept of.
type zeros struct{ n int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.n == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.n)
	z.n -= n
	return int(n), nil
}

func TestALargeUploadNeedsLittleMemory(t *testing.T) {
	const size = 200 << 20
	s := open(t)
	runtime.GC()
	var most atomic.Uint64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapInuse+m.StackInuse))
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	head, kind := form(t, part{"file", "a.pdf", "%PDF"})
	begin, end, _ := strings.Cut(head, "%PDF")
	s.do(s.request(http.MethodPost, api.Prefix+"/documents", &zeros{size})).want(t, http.StatusAccepted)
	s.do(s.request(http.MethodPost, api.Prefix+"/documents", io.MultiReader(strings.NewReader(begin), &zeros{size}, strings.NewReader(end)), "Content-Type", kind)).want(t, http.StatusAccepted)
	close(stop)
	<-stopped
	if most.Load() > 64<<20 {
		t.Errorf("%d MiB", most.Load()>>20)
	}
}

func TestASilentUploadIsCutAndASlowOneIsNot(t *testing.T) {
	const idle = 300 * time.Millisecond
	s := open(t, func(o *api.Options) { o.UploadIdle = idle })
	send := func(path, kind string, send func(net.Conn)) string {
		c, err := net.Dial("tcp", s.server.Addr())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_ = c.SetDeadline(time.Now().Add(10 * time.Second))
		fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Length: 20\r\nContent-Type: %s\r\n\r\n", api.Prefix+path, s.server.Addr(), token, kind)
		send(c)
		text, _ := io.ReadAll(io.LimitReader(c, 12))
		return string(text)
	}
	upload := func(kind string, feed func(net.Conn)) string { return send("/documents?filename=a.pdf", kind, feed) }
	start := time.Now()
	silent := upload("application/pdf", func(c net.Conn) { fmt.Fprint(c, "%PDF") })
	if !strings.HasSuffix(silent, "408") || time.Since(start) < idle {
		t.Errorf("silent: %q after %s", silent, time.Since(start))
	}
	if silent := upload("multipart/form-data; boundary=x", func(c net.Conn) { fmt.Fprint(c, "--x") }); !strings.HasSuffix(silent, "408") {
		t.Errorf("silent form: %q", silent)
	}
	if silent := send("/documents/doc-001/reprocess", "application/json", func(c net.Conn) { fmt.Fprint(c, "{") }); !strings.HasSuffix(silent, "408") {
		t.Errorf("silent options: %q", silent)
	}
	slow := upload("application/pdf", func(c net.Conn) {
		for range 20 {
			time.Sleep(idle / 10)
			fmt.Fprint(c, "x")
		}
	})
	if !strings.HasSuffix(slow, "202") {
		t.Errorf("slow: %q", slow)
	}
	if n := len(s.house.order); n != 1 {
		t.Errorf("%d documents", n)
	}
}
