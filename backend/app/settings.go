package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// adjusting is a key that can be changed while the program runs.
type adjusting struct {
	key  string
	live bool // heeded at once
}

// adjustable are these keys in the order they are shown.
func adjustable() []adjusting {
	return []adjusting{
		{"review.target", true},
		{"review.targets", true},
		{"review.thresholds", true},
		{"review.always", true},
		{"review.unneeded", true},
		{"ocr.languages", true},
		{"ocr.by_source", true},
		{"pages.separators", true},
		{"limits.max_pages", true},
		{"limits.max_pixels", true},
		{"limits.max_bytes", false},
		{"worker.count", false},
		{"worker.page_timeout", false},
		{"worker.max_memory", false},
		{"worker.max_pages", false},
	}
}

// settings is the configuration while the program runs. There is one truth: the
// file, which a person edits and this writes; see docs/adr/0021.
type settings struct {
	mu      sync.RWMutex
	started Config // what the program was started with
	now     Config
	tell    func(ctx context.Context, actor string, keys []string, fingerprint string) error
}

func newSettings(c Config) *settings { return &settings{started: c, now: c} }

// config is the one in force. What is not heeded at once still has its value of
// the start in the rooms that were made with it.
func (s *settings) config() Config {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.now
}

// policy, limits and languages are asked for each time they are needed.
func (s *settings) policy() doc.Policy { return s.config().Review.policy() }

func (s *settings) limits() doc.OpenOptions {
	c := s.config()
	return doc.OpenOptions{MaxPages: c.Limits.MaxPages, MaxPixels: c.Limits.MaxPixels}
}

func (s *settings) languages(from doc.SourceKind) []string {
	c := s.config().OCR
	if own := c.BySource[string(from)]; len(own) > 0 {
		return own
	}
	return c.Languages
}

func (s *settings) separators() doc.Separators {
	return doc.Separators(s.config().Pages.Separators).Or(doc.Separators{doc.SeparatorNone})
}

// Settings lists what can be changed, each with where its value comes from.
func (s *settings) Settings(context.Context) (api.SettingList, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	now, before, usual := valuesOf(s.now), valuesOf(s.started), valuesOf(DefaultConfig())
	list := api.SettingList{File: s.now.origins.path, Settings: []api.Setting{}}
	for _, a := range adjustable() {
		list.Settings = append(list.Settings, api.Setting{
			Key: a.key, Value: now[a.key], Default: usual[a.key], From: s.now.origins.of(a.key),
			Variable: variableOf(a.key), Live: a.live, Pending: !a.live && !reflect.DeepEqual(now[a.key], before[a.key]),
		})
	}
	return list, nil
}

// ChangeSettings writes values into the file, nil to go back to the default, and
// takes the file up anew: all of it or, when a value makes no sense, nothing.
// Errors: invalid_request, setting_pinned, unreadable_path, disk_full.
func (s *settings) ChangeSettings(ctx context.Context, actor string, values map[string]any) (api.SettingList, error) {
	keys, err := s.change(values)
	if err != nil {
		return api.SettingList{}, err
	}
	if s.tell != nil && len(keys) > 0 {
		sum, err := s.config().fingerprint()
		if err == nil {
			err = s.tell(ctx, actor, keys, sum)
		}
		if err != nil {
			return api.SettingList{}, err
		}
	}
	return s.Settings(ctx)
}

func (s *settings) change(values map[string]any) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.now.origins
	if o.path == "" {
		return nil, doc.Refuse(doc.CodePinned, "set_unfiled")
	}
	text, err := os.ReadFile(o.path)
	if err != nil && !os.IsNotExist(err) {
		return nil, doc.Refuse(doc.CodeUnreadable, "set_unreadable", "path", o.path).Because(err)
	}
	keys := make([]string, 0, len(values))
	edited := string(text)
	for key, value := range values {
		if edited, err = editSetting(edited, key, value, o); err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	slices.Sort(keys)
	next, err := parseConfig(o.path, []byte(edited), o.environ)
	if err != nil {
		return nil, err
	}
	if err := took(next, values); err != nil {
		return nil, err
	}
	if err := writeConfig(o.path, edited); err != nil {
		return nil, err
	}
	s.now = next
	return keys, nil
}

// editSetting puts a value into the file's text. Errors: invalid_request,
// setting_pinned.
func editSetting(text, key string, value any, o origins) (string, error) {
	if !slices.ContainsFunc(adjustable(), func(a adjusting) bool { return a.key == key }) {
		return "", doc.Refuse(doc.CodeInvalid, "set_fixed", "key", key)
	}
	if o.of(key) == api.FromEnvironment {
		return "", doc.Refuse(doc.CodePinned, "set_variable", "key", key, "variable", variableOf(key))
	}
	section, name, _ := strings.Cut(key, ".")
	if value == nil {
		return dropKey(text, section, name), nil
	}
	written, err := writtenAs(key, value)
	if err != nil {
		return "", err
	}
	return putKey(text, section, name, written), nil
}

// took makes sure that the file now says what was asked for: it may be written
// in a way that the editor does not know.
func took(next Config, values map[string]any) error {
	now := valuesOf(next)
	for key, value := range values {
		want := value
		if want == nil {
			want = valuesOf(DefaultConfig())[key]
		}
		written, err := writtenAs(key, want)
		if err != nil {
			return err
		}
		found, err := writtenAs(key, now[key])
		if err != nil || found != written {
			return doc.Refuse(doc.CodePinned, "set_written", "key", key)
		}
	}
	return nil
}

// writtenAs is a value as TOML in the form of its key: sizes in bytes and spans
// in seconds are written as a person would. Errors: invalid_request.
func writtenAs(key string, value any) (string, error) {
	section, name, _ := strings.Cut(key, ".")
	plain, err := plainly(value)
	if err == nil {
		value, err = inlineTOML(asWritten(keyTypes()[key], plain))
	}
	if err != nil {
		return "", doc.Refuse(doc.CodeInvalid, "set_value", "key", key).Because(err)
	}
	var c Config
	line := fmt.Sprint(value)
	if err := decodeConfig([]byte("["+section+"]\n"+name+" = "+line+"\n"), &c); err != nil {
		return "", doc.Refuse(doc.CodeInvalid, "set_value", "key", key).Because(err)
	}
	return line, nil
}

// plainly is the value as JSON would give it back: numbers, strings, lists and
// maps of any.
func plainly(value any) (plain any, err error) {
	text, err := json.Marshal(value)
	if err == nil {
		err = json.Unmarshal(text, &plain)
	}
	return plain, err
}

// asWritten gives a number the form that the key's type has in the file.
func asWritten(t reflect.Type, value any) any {
	v, number := value.(float64)
	whole := number && v == float64(int64(v))
	switch {
	case !number || t == nil:
		return value
	case t == reflect.TypeFor[Size]():
		return sizeText(int64(v))
	case t == reflect.TypeFor[Duration]():
		return time.Duration(v * float64(time.Second)).String()
	case whole && t.Kind() != reflect.Float64:
		return int64(v)
	default:
		return v
	}
}

// writeConfig replaces the file, whole or not at all; a link to it stays one.
func writeConfig(path, text string) (err error) {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	fail := func(err error) error {
		return doc.Refuse(doc.CodeUnreadable, "set_unwritable", "path", path).Because(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fail(err)
	}
	mode := os.FileMode(0o600)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fail(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	if _, err = f.WriteString(text); err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fail(err)
	}
	return nil
}

// valuesOf is every adjustable value as JSON has it: sizes in bytes, spans in
// seconds.
func valuesOf(c Config) map[string]any {
	values := map[string]any{}
	eachKey(reflect.ValueOf(c), func(key string, v reflect.Value) {
		switch x := v.Interface().(type) {
		case Size:
			values[key] = int64(x)
		case Duration:
			values[key] = time.Duration(x).Seconds()
		default:
			values[key] = x
		}
	})
	return values
}

// keyTypes is the type of each key.
func keyTypes() map[string]reflect.Type {
	types := map[string]reflect.Type{}
	eachKey(reflect.ValueOf(Config{}), func(key string, v reflect.Value) { types[key] = v.Type() })
	return types
}

// eachKey walks the sections and their keys.
func eachKey(c reflect.Value, do func(key string, v reflect.Value)) {
	for i := range c.NumField() {
		section := c.Type().Field(i)
		if !section.IsExported() {
			continue
		}
		for j := range section.Type.NumField() {
			name, _, _ := strings.Cut(section.Type.Field(j).Tag.Get("toml"), ",")
			do(section.Tag.Get("toml")+"."+name, c.Field(i).Field(j))
		}
	}
}

func variableOf(key string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

func sizeText(n int64) string {
	if n > 0 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprint(n)
}
