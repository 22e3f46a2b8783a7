package app

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// changeIn starts from a file's text and changes settings; it gives the file as
// it is then.
func changeIn(t *testing.T, text string, environ []string, values map[string]any) (string, *settings, error) {
	t.Helper()
	path := configFile(t, text)
	c, err := LoadConfig(path, environ)
	if err != nil {
		t.Fatal(err)
	}
	s := newSettings(c)
	_, err = s.ChangeSettings(t.Context(), "owner", values)
	after, readErr := os.ReadFile(path)
	if readErr != nil {
		t.Fatal(readErr)
	}
	return string(after), s, err
}

func TestASettingIsWrittenWhereAPersonWouldWriteIt(t *testing.T) {
	tests := []struct {
		name   string
		text   string
		values map[string]any
		want   string
	}{
		{"in place, its remark kept", "# mine\n[review]\ntarget = 0.01 # a # in it\n[log]\nlevel = 'info'\n", map[string]any{"review.target": 0.005}, "# mine\n[review]\ntarget = 0.005 # a # in it\n[log]\nlevel = 'info'\n"},
		{"at the end of its section", "[limits]\nmax_bytes = '1 MiB'\n\n[log]\nlevel = 'info'\n", map[string]any{"limits.max_pages": 7.0}, "[limits]\nmax_bytes = '1 MiB'\nmax_pages = 7\n\n[log]\nlevel = 'info'\n"},
		{"in a new section", "[log]\nlevel = 'info'\n", map[string]any{"ocr.languages": []any{"deu", "eng"}}, "[log]\nlevel = 'info'\n\n[ocr]\nlanguages = ['deu', 'eng']\n"},
		{"in place of several lines", "[ocr]\nlanguages = [\n  'deu', # first\n  'eng',\n]\ntessdata = []\n", map[string]any{"ocr.languages": []any{"eng"}}, "[ocr]\ntessdata = []\nlanguages = ['eng']\n"},
		{"in place of a table of its own", "[review.targets]\n'receipt.total' = 0.1\n\n[review]\ntarget = 0.02\n", map[string]any{"review.targets": map[string]any{"receipt.date": 0.01}}, "[review]\ntarget = 0.02\ntargets = { 'receipt.date' = 0.01 }\n"},
		{"taken out", "[limits]\nmax_pages = 7\nmax_bytes = '1 MiB'\n", map[string]any{"limits.max_pages": nil}, "[limits]\nmax_bytes = '1 MiB'\n"},
		{"a size in bytes", "", map[string]any{"limits.max_bytes": float64(3 << 20)}, "[limits]\nmax_bytes = '3 MiB'\n"},
		{"a span in seconds", "", map[string]any{"worker.page_timeout": 90.0}, "[worker]\npage_timeout = '1m30s'\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _, err := changeIn(t, tt.text, nil, tt.values)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestAWrongSettingChangesNothing(t *testing.T) {
	const text = "[review]\ntarget = 0.02\n"
	tests := []struct {
		name    string
		environ []string
		values  map[string]any
		code    doc.Code
		names   string
	}{
		{"a key that cannot be set", nil, map[string]any{"server.addr": "0.0.0.0:1"}, doc.CodeInvalid, "server.addr"},
		{"a value of another type", nil, map[string]any{"review.target": "much"}, doc.CodeInvalid, "review.target"},
		{"a field that there is not", nil, map[string]any{"review.always": []any{"receipt.colour"}}, doc.CodeInvalid, "receipt.colour"},
		{"a needed field left out", nil, map[string]any{"review.unneeded": []any{"receipt.total"}}, doc.CodeInvalid, "receipt.total"},
		{"one good, one bad", nil, map[string]any{"limits.max_pages": 9.0, "review.target": -1.0}, doc.CodeInvalid, "review.target"},
		{"a part of a page", nil, map[string]any{"limits.max_pages": 1.5}, doc.CodeInvalid, "max_pages"},
		{"a source that there is not", nil, map[string]any{"ocr.by_source": map[string]any{"fax": []any{"deu"}}}, doc.CodeInvalid, "by_source"},
		{"what the environment says", []string{"DESKCLERK_REVIEW_TARGET=0.03"}, map[string]any{"review.target": 0.005}, doc.CodePinned, "DESKCLERK_REVIEW_TARGET"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _, err := changeIn(t, text, tt.environ, tt.values)
			if doc.CodeOf(err) != tt.code || !strings.Contains(err.Error(), tt.names) {
				t.Errorf("%v", err)
			}
			if got != text {
				t.Errorf("the file is now\n%s", got)
			}
		})
	}
}

func TestSettingsAreHeededAtOnceOrSaidToWait(t *testing.T) {
	_, s, err := changeIn(t, "", nil, map[string]any{
		"review.target": 0.005, "worker.count": 1.0, "limits.max_pages": 7.0,
		"ocr.languages": []any{"eng"}, "ocr.by_source": map[string]any{"folder": []any{"deu"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.policy().Target != 0.005 || s.limits().MaxPages != 7 {
		t.Errorf("%+v, %+v", s.policy(), s.limits())
	}
	if got := s.languages(doc.SourceFolder); !slices.Equal(got, []string{"deu"}) {
		t.Errorf("of folders: %v", got)
	}
	if got := s.languages(doc.SourceUpload); !slices.Equal(got, []string{"eng"}) {
		t.Errorf("of others: %v", got)
	}
	list, err := s.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, setting := range list.Settings {
		wantPending := setting.Key == "worker.count"
		if setting.Pending != wantPending {
			t.Errorf("%s: pending %t", setting.Key, setting.Pending)
		}
		if setting.Key == "review.target" && (setting.From != api.FromFile || setting.Default != doc.DefaultTarget) {
			t.Errorf("%+v", setting)
		}
	}
}

func TestAChangeIsToldWithoutItsValue(t *testing.T) {
	c, err := LoadConfig(filepath.Join(t.TempDir(), "config", "config.toml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	s := newSettings(c)
	var told []string
	s.tell = func(_ context.Context, actor string, keys []string, _ string) error {
		told = append(append(told, actor), keys...)
		return nil
	}
	if _, err := s.ChangeSettings(t.Context(), "owner", map[string]any{"review.target": 0.005, "limits.max_pages": 3.0}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, []string{"owner", "limits.max_pages", "review.target"}) {
		t.Errorf("%v", told)
	}
}

func TestALinkedConfigurationStaysALink(t *testing.T) {
	file := configFile(t, "[review]\ntarget = 0.02\n")
	link := filepath.Join(t.TempDir(), "config.toml")
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	c, err := LoadConfig(link, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := newSettings(c).ChangeSettings(t.Context(), "owner", map[string]any{"review.target": 0.005}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Readlink(link); err != nil {
		t.Error("the link is gone")
	}
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "0.005") {
		t.Errorf("%s, %v", text, err)
	}
}

func TestAChangeInTheInterfaceIsWrittenDownOnce(t *testing.T) {
	dir, file := t.TempDir(), configFile(t, "")
	open := func() *App {
		c, err := LoadConfig(file, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Open(t.Context(), Options{Dir: dir, Config: c, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	lines := func(a *App) int {
		l, err := a.store.AuditLog(t.Context(), doc.AuditQuery{Act: doc.AuditSettings})
		if err != nil {
			t.Fatal(err)
		}
		return len(l.Entries)
	}
	a := open()
	before := lines(a)
	if _, err := a.settings.ChangeSettings(t.Context(), "owner", map[string]any{"limits.max_pages": 12.0}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open()
	if n := lines(a); n != before+1 {
		t.Errorf("%d lines after one change", n-before)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("[limits]\nmax_pages = 13\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	a = open()
	if n := lines(a); n != before+2 {
		t.Errorf("%d lines after another by hand", n-before)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}
