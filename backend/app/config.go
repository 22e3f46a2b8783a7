package app

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/pelletier/go-toml/v2"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/ops"
)

// Config is the one configuration file, with the defaults of DefaultConfig.
type Config struct {
	Server  ServerConfig  `toml:"server"`
	API     APIConfig     `toml:"api" comment:"What one caller of the API may ask for; 0 is no limit. The interface never comes near these."`
	OCR     OCRConfig     `toml:"ocr" comment:"Reading."`
	Pages   PagesConfig   `toml:"pages" comment:"Stacks of several documents."`
	Review  ReviewConfig  `toml:"review" comment:"What a person looks at. Fields are named with their type, such as 'receipt.total'."`
	Limits  LimitsConfig  `toml:"limits" comment:"What is refused."`
	Watch   WatchConfig   `toml:"watch" comment:"Watched folders."`
	Worker  WorkerConfig  `toml:"worker" comment:"The processes that open files and read them."`
	Secrets SecretsConfig `toml:"secrets" comment:"Secrets of webhooks, encrypted in the data folder."`
	Backup  BackupConfig  `toml:"backup" comment:"Backups that are made by themselves; 'deskclerk backup' makes one by hand."`
	Log     LogConfig     `toml:"log"`

	origins origins
}

// WatchConfig says how folders are watched.
type WatchConfig struct {
	Allow      []string `toml:"allow" comment:"Folders in which others than this machine's owner may add watched ones, with a token that may do everything: ['/srv/scans']."`
	Settle     Duration `toml:"settle" comment:"For so long a file must not change before it is taken; the default of new folders."`
	Events     bool     `toml:"events" comment:"Hear of changes from the system where it tells of them; false: look through every folder again and again."`
	Poll       Duration `toml:"poll" comment:"How often folders without events, such as those of a network, are looked through."`
	MaxWatches int      `toml:"max_watches" comment:"Of one folder with those below it: above it, it is polled. 0 is what the system allows."`
}

// BackupConfig says where backups go by themselves.
type BackupConfig struct {
	Folder string   `toml:"folder" comment:"A folder on another disk or a share; each backup copies only what is new. Empty: none."`
	Every  Duration `toml:"every" comment:"Time between two; 0s: only when asked for."`
	Keep   int      `toml:"keep" comment:"How many are kept. A deleted document is gone from the folder when the last backup that knew it is."`
}

// SecretsConfig says where the key of stored secrets is kept.
type SecretsConfig struct {
	KeyStore string `toml:"key_store" comment:"Of the key that encrypts them: auto is the system's key store or, where there is none, a file; file is always the file."`
}

// Where the key of stored secrets may be kept.
const (
	keyStoreAuto = "auto"
	keyStoreFile = "file"
)

// ServerConfig is where the API and the browser's pages are served.
type ServerConfig struct {
	Addr    string   `toml:"addr" comment:"Address of 'deskclerk serve'; only this machine can reach 127.0.0.1. Another address needs TLS and a token."`
	Hosts   []string `toml:"hosts" comment:"Names besides the address that may be asked for, such as ['papers.office.example']."`
	TLSSelf bool     `toml:"tls_self" comment:"Serve HTTPS with a certificate that Deskclerk makes and renews; 'deskclerk doctor' shows its fingerprint."`
	TLSCert string   `toml:"tls_cert" comment:"Or with your own certificate (PEM, the chain after it) and key. A new file is taken up by itself."`
	TLSKey  string   `toml:"tls_key"`
}

// APIConfig bounds what one caller may ask for.
type APIConfig struct {
	Requests       int      `toml:"requests" comment:"Requests of one caller in each window."`
	Window         Duration `toml:"window"`
	AtOnce         int      `toml:"at_once" comment:"Requests of one caller under way at once."`
	Uploads        int      `toml:"uploads" comment:"Uploads of one caller under way at once."`
	UploadsOverall int      `toml:"uploads_overall" comment:"Uploads of all callers under way at once."`
	UploadIdle     Duration `toml:"upload_idle" comment:"An upload that is silent for so long is cut."`
}

// limits is the same for the API, where no limit is negative.
func (c APIConfig) limits() api.CallLimits {
	or := func(n int) int {
		if n == 0 {
			return -1
		}
		return n
	}
	return api.CallLimits{
		Requests: or(c.Requests), Window: time.Duration(c.Window), AtOnce: or(c.AtOnce),
		Uploads: or(c.Uploads), UploadsOverall: or(c.UploadsOverall),
	}
}

// OCRConfig chooses languages.
type OCRConfig struct {
	Languages []string            `toml:"languages" comment:"Tesseract codes, the most frequent language first, such as ['deu', 'eng']. Empty: each page's language is found, and its data used if installed."`
	BySource  map[string][]string `toml:"by_source,inline" comment:"Languages of what comes in so, instead: { folder = ['deu'] }; upload, window, import or folder."`
	Tessdata  []string            `toml:"tessdata" comment:"More folders with traineddata files; the system's is found by itself."`
}

// PagesConfig says how stacks are divided.
type PagesConfig struct {
	Separators []string `toml:"separators" comment:"Texts of the bar codes and QR codes on sheets that lie between two documents; 'SEP-*' is whatever begins so, 'patch_t' is patch T. Empty: stacks are not divided."`
}

// ReviewConfig says which values a person looks at.
type ReviewConfig struct {
	Target     float64            `toml:"target" comment:"Share of wrong values to bear among those that nobody looks at: 0.01 is one in a hundred."`
	Targets    map[string]float64 `toml:"targets,inline" comment:"The same of single fields: { 'receipt.total' = 0.005 }."`
	Thresholds map[string]float64 `toml:"thresholds,inline" comment:"Instead of a target, the confidence under which a field is shown: { 'receipt.merchant' = 0.9 }."`
	Always     []string           `toml:"always" comment:"Fields that are always shown: ['invoice.iban']."`
	Unneeded   []string           `toml:"unneeded" comment:"Fields that you do not need: they stay empty, and nobody is asked about them: ['receipt.receipt_number']."`
}

// policy is the same for the rooms that judge.
func (r ReviewConfig) policy() doc.Policy {
	return doc.Policy{Target: r.Target, Targets: r.Targets, Thresholds: r.Thresholds, Always: r.Always, Unneeded: r.Unneeded}
}

// LimitsConfig bounds what is taken in.
type LimitsConfig struct {
	MaxBytes  Size  `toml:"max_bytes" comment:"Of one file."`
	MaxPages  int   `toml:"max_pages" comment:"Of one file."`
	MaxPixels int64 `toml:"max_pixels" comment:"Of one page."`
}

// WorkerConfig bounds the worker processes.
type WorkerConfig struct {
	Count       int      `toml:"count" comment:"How many at once; 0 is one for each core."`
	PageTimeout Duration `toml:"page_timeout" comment:"For one page."`
	MaxMemory   Size     `toml:"max_memory" comment:"Of one worker; above it, it is ended and its page tried again."`
	MaxPages    int      `toml:"max_pages" comment:"After so many pages a worker is replaced by a fresh one."`
}

// LogConfig says how much is logged.
type LogConfig struct {
	Level slog.Level `toml:"level" comment:"debug, info, warn or error. Neither text nor file names are ever logged."`
}

// DefaultConfig is used where the file and the environment say nothing.
func DefaultConfig() Config {
	return Config{
		Server: ServerConfig{Addr: "127.0.0.1:7411", Hosts: []string{}},
		API: APIConfig{
			Requests: 10_000, Window: Duration(20 * time.Second), AtOnce: 512, Uploads: 64, UploadsOverall: 128, UploadIdle: Duration(time.Minute),
		},
		OCR:   OCRConfig{Languages: []string{}, BySource: map[string][]string{}, Tessdata: []string{}},
		Pages: PagesConfig{Separators: doc.UsualSeparators()},
		Review: ReviewConfig{
			Target: doc.DefaultTarget, Targets: map[string]float64{}, Thresholds: map[string]float64{}, Always: []string{}, Unneeded: []string{},
		},
		Limits:  LimitsConfig{MaxBytes: intake.DefaultMaxBytes, MaxPages: 1000, MaxPixels: 150_000_000},
		Watch:   WatchConfig{Allow: []string{}, Settle: Duration(3 * time.Second), Events: true, Poll: Duration(5 * time.Second)},
		Worker:  WorkerConfig{PageTimeout: Duration(2 * time.Minute), MaxMemory: 700 << 20, MaxPages: 50},
		Secrets: SecretsConfig{KeyStore: keyStoreAuto},
		Backup:  BackupConfig{Every: Duration(24 * time.Hour), Keep: ops.DefaultKeep},
		Log:     LogConfig{Level: slog.LevelInfo},
	}
}

// LoadConfig reads the file at path, which need not exist, and then the
// environment: DESKCLERK_<SECTION>_<KEY>, lists divided by commas. A key that
// is not known, and a value that makes no sense, are invalid_request and named.
func LoadConfig(path string, environ []string) (Config, error) {
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return Config{}, doc.Refuse(doc.CodeUnreadable, "set_unreadable", "path", path).Because(err)
	}
	return parseConfig(path, text, environ)
}

// parseConfig is LoadConfig of a file's text.
func parseConfig(path string, text []byte, environ []string) (Config, error) {
	c := DefaultConfig()
	if err := decodeConfig(text, &c); err != nil {
		return Config{}, doc.Refuse(doc.CodeInvalid, "set_malformed", "path", path).Because(err)
	}
	c.origins = origins{path: path, environ: environ, written: keysWritten(text)}
	if err := overrideByEnvironment(&c, environ); err != nil {
		return Config{}, err
	}
	return c, c.Validate()
}

// decodeConfig reads TOML strictly; an unknown key is named with its line.
func decodeConfig(text []byte, c *Config) error {
	decoder := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	err := decoder.Decode(c)
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		line, _ := strict.Errors[0].Position()
		return fmt.Errorf("line %d: unknown key %q", line, joinKey(strict.Errors[0].Key()))
	}
	var malformed *toml.DecodeError
	if errors.As(err, &malformed) {
		line, column := malformed.Position()
		return fmt.Errorf("line %d, column %d: %w", line, column, err)
	}
	return err
}

func joinKey(key toml.Key) string {
	var b bytes.Buffer
	for i, k := range key {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(k)
	}
	return b.String()
}

// Validate finds values that make no sense together. Errors: invalid_request.
func (c Config) Validate() error {
	switch {
	case c.Limits.MaxBytes <= 0 || c.Limits.MaxPages <= 0 || c.Limits.MaxPixels <= 0:
		return doc.Refuse(doc.CodeInvalid, "set_limits")
	case doc.Separators(c.Pages.Separators).Check() != nil:
		return fmt.Errorf("separators of [pages]: %w", doc.Separators(c.Pages.Separators).Check())
	case c.API.Requests < 0 || c.API.AtOnce < 0 || c.API.Uploads < 0 || c.API.UploadsOverall < 0:
		return doc.Errorf(doc.CodeInvalid, "no value of [api] may be negative; 0 is no limit")
	case time.Duration(c.API.Window) < time.Second || time.Duration(c.API.UploadIdle) < time.Second:
		return doc.Errorf(doc.CodeInvalid, "api.window and api.upload_idle must be at least 1s")
	case slices.ContainsFunc(c.Server.Hosts, func(h string) bool { return h == "" || strings.ContainsAny(h, "/ \t*") }):
		return doc.Errorf(doc.CodeInvalid, "server.hosts: write names as in papers.office.example or papers.office.example:8443")
	case (c.Server.TLSCert == "") != (c.Server.TLSKey == ""):
		return doc.Errorf(doc.CodeInvalid, "server.tls_cert and server.tls_key go together")
	case c.Server.TLSSelf && c.Server.TLSCert != "":
		return doc.Errorf(doc.CodeInvalid, "server.tls_self makes a certificate and server.tls_cert gives one; choose")
	case c.Backup.Keep < 1 || c.Backup.Every < 0 || c.Backup.Every > 0 && time.Duration(c.Backup.Every) < time.Minute:
		return doc.Errorf(doc.CodeInvalid, "backup.keep must be at least 1, backup.every 0s or at least 1m")
	case c.Backup.Folder != "" && !filepath.IsAbs(c.Backup.Folder):
		return doc.Errorf(doc.CodeInvalid, "backup.folder must be a whole path")
	case c.Worker.Count < 0 || c.Worker.MaxPages <= 0:
		return doc.Refuse(doc.CodeInvalid, "set_worker_count")
	case time.Duration(c.Worker.PageTimeout) < time.Second:
		return doc.Refuse(doc.CodeInvalid, "set_worker_timeout")
	case c.Worker.MaxMemory < 200<<20:
		return doc.Refuse(doc.CodeInvalid, "set_worker_memory")
	case time.Duration(c.Watch.Settle) < 100*time.Millisecond || time.Duration(c.Watch.Poll) < 100*time.Millisecond || c.Watch.MaxWatches < 0:
		return doc.Errorf(doc.CodeInvalid, "watch.settle and watch.poll must be at least 100ms, watch.max_watches not negative")
	case slices.ContainsFunc(c.Watch.Allow, func(path string) bool { return !filepath.IsAbs(path) }):
		return doc.Errorf(doc.CodeInvalid, "watch.allow: write whole paths, as in '/srv/scans'")
	case c.Secrets.KeyStore != keyStoreAuto && c.Secrets.KeyStore != keyStoreFile:
		return doc.Errorf(doc.CodeInvalid, "secrets.key_store must be auto or file")
	case slices.ContainsFunc(slices.Collect(maps.Keys(c.OCR.BySource)), func(s string) bool { return !doc.SourceKind(s).Valid() }):
		return doc.Refuse(doc.CodeInvalid, "set_languages_source")
	case c.Review.Target <= 0:
		return doc.Refuse(doc.CodeInvalid, "set_target")
	}
	return c.Review.policy().Validate()
}

// workers is the number of batch workers.
func (c Config) workers() int {
	if c.Worker.Count > 0 {
		return c.Worker.Count
	}
	return runtime.NumCPU()
}

// Text is the configuration as a file, each key with its comment.
func (c Config) Text() (string, error) {
	text, err := toml.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("write the configuration: %w", err)
	}
	return string(text), nil
}

// Size is a number of bytes, written as in "700 MiB".
type Size int64

// MarshalText writes the size for a person.
func (s Size) MarshalText() ([]byte, error) { return []byte(humanize.IBytes(uint64(max(s, 0)))), nil }

// UnmarshalText reads "700 MiB", "700MB" or a plain number of bytes.
func (s *Size) UnmarshalText(text []byte) error {
	n, err := humanize.ParseBytes(string(text))
	if err != nil {
		return fmt.Errorf("%q is no size; write it as in \"700 MiB\"", text)
	}
	*s = Size(n)
	return nil
}

// Duration is a time span, written as in "2m30s".
type Duration time.Duration

// MarshalText writes the span as Go does.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads "90s" or "2m30s".
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is no time span; write it as in \"90s\"", text)
	}
	*d = Duration(v)
	return nil
}
