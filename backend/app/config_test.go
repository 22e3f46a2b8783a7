package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func configFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheEnvironmentOverridesTheFileOverridesTheDefaults(t *testing.T) {
	path := configFile(t, "[limits]\nmax_bytes = '10 MiB'\nmax_pages = 7\n[ocr]\nlanguages = ['deu']\n")
	c, err := LoadConfig(path, []string{"DESKCLERK_LIMITS_MAX_PAGES=9", "DESKCLERK_WORKER_PAGE_TIMEOUT=30s", "DESKCLERK_OCR_TESSDATA=/a,/b"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Limits.MaxBytes != 10<<20 || c.Limits.MaxPages != 9 || c.OCR.Languages[0] != "deu" || c.Limits.MaxPixels != 150_000_000 {
		t.Errorf("%+v", c)
	}
	if time.Duration(c.Worker.PageTimeout) != 30*time.Second || len(c.OCR.Tessdata) != 2 || c.OCR.Tessdata[1] != "/b" {
		t.Errorf("%+v", c)
	}
}

func TestAMissingFileMeansTheDefaults(t *testing.T) {
	c, err := LoadConfig(filepath.Join(t.TempDir(), "none.toml"), nil)
	if err != nil || c.Server.Addr != "127.0.0.1:7411" || len(c.OCR.Languages) != 0 {
		t.Fatalf("%+v, %v", c, err)
	}
}

func TestConfigurationErrorsNameWhatIsWrong(t *testing.T) {
	tests := []struct{ name, text, env, want string }{
		{"an unknown key", "[limits]\nmax_byte = 1\n", "", `line 2: unknown key "limits.max_byte"`},
		{"an unknown section", "[limit]\nmax_bytes = 1\n", "", `unknown key "limit`},
		{"a broken line", "[limits\n", "", "line 1"},
		{"a size without sense", "[limits]\nmax_bytes = 'much'\n", "", "is no size"},
		{"an environment variable without sense", "", "DESKCLERK_WORKER_COUNT=many", "DESKCLERK_WORKER_COUNT"},
		{"a threshold for a field that does not exist", "[review]\nthresholds = { 'receipt.totl' = 0.9 }\n", "", `no field "receipt.totl"`},
		{"a share of wrong values over one", "", "DESKCLERK_REVIEW_TARGET=2", "between 0 and 1"},
		{"a limit of the API below zero", "[api]\nuploads = -1\n", "", "may be negative"},
		{"a window of nothing", "", "DESKCLERK_API_WINDOW=1ms", "at least 1s"},
		{"an address where a name belongs", "[server]\nhosts = ['https://a.example']\n", "", "server.hosts"},
		{"a certificate without its key", "[server]\ntls_cert = 'a.pem'\n", "", "go together"},
		{"two certificates", "[server]\ntls_cert = 'a.pem'\ntls_key = 'b.pem'\ntls_self = true\n", "", "choose"},
		{"a limit of zero", "[limits]\nmax_pages = 0\n", "", "above zero"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := LoadConfig(configFile(t, tt.text), []string{tt.env})
			if doc.CodeOf(err) != doc.CodeInvalid || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestThresholdsAreReadFromTheFileAndTheEnvironment(t *testing.T) {
	path := configFile(t, "[review]\ntarget = 0.02\nthresholds = { 'receipt.total' = 0.98 }\n")
	c, err := LoadConfig(path, []string{"DESKCLERK_REVIEW_TARGETS={ 'receipt.date' = 0.005 }", "DESKCLERK_REVIEW_ALWAYS=invoice.iban"})
	if err != nil {
		t.Fatal(err)
	}
	p := c.Review.policy()
	if p.Target != 0.02 || p.Thresholds["receipt.total"] != 0.98 || p.Targets["receipt.date"] != 0.005 || !p.AlwaysVerify("invoice.iban") {
		t.Errorf("the policy is %+v", p)
	}
}

func TestThePrintedConfigurationReadsBackUnchanged(t *testing.T) {
	text, err := DefaultConfig().Text()
	if err != nil {
		t.Fatal(err)
	}
	c, err := LoadConfig(configFile(t, text), nil)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	again, err := c.Text()
	if err != nil || again != text {
		t.Fatalf("%v\n%s\n%s", err, text, again)
	}
}
