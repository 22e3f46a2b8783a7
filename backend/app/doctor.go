package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"deskclerk/backend/doc"
	"deskclerk/backend/worker"
)

// Health of one thing the doctor looked at.
type Health string

// What the doctor finds.
const (
	Good Health = "good"
	Warn Health = "warning" // it works, but
	Bad  Health = "bad"     // it does not work
)

// Finding is one thing the doctor looked at, with what to do about it.
type Finding struct {
	Name   string `json:"name"`
	Health Health `json:"health"`
	Found  string `json:"found"`
	Advice string `json:"advice,omitempty"`
}

// lowSpace is when the doctor speaks of the disk.
const lowSpace = 1 << 30

// doctorPatience bounds the start of a worker, PDFium's first compilation
// included.
const doctorPatience = time.Minute

// Examine looks at everything the program needs, changing nothing but its
// caches. A program that runs on the folder is not disturbed.
func Examine(ctx context.Context, dir string, configPath string, environ []string) []Finding {
	config, configErr := LoadConfig(configPath, environ)
	findings := []Finding{examineBuild(), examineConfig(configPath, configErr)}
	if configErr != nil {
		config = DefaultConfig()
	}
	findings = append(findings, examineFolder(dir), examineSpace(dir), examineInstance(dir), examineLimits(config),
		examineCertificate(dir, config.Server), examineTokens(ctx, dir))
	return append(findings, examineEngine(ctx, dir, config)...)
}

func examineBuild() Finding {
	b := ThisBuild()
	return Finding{Name: "program", Health: Good, Found: fmt.Sprintf("%s, commit %s, %s, %s", b.Version, b.Commit, b.Flavour, b.System)}
}

func examineConfig(path string, err error) Finding {
	f := Finding{Name: "configuration", Health: Good, Found: path}
	switch _, statErr := os.Stat(path); {
	case err != nil:
		f.Health, f.Found, f.Advice = Bad, err.Error(), "Correct what is named; 'deskclerk config --default' prints a good file."
	case statErr != nil:
		f.Found = "the defaults; there is no " + path
	}
	return f
}

func examineFolder(dir string) Finding {
	f := Finding{Name: "data folder", Health: Good, Found: dir}
	if err := makeFolder(dir); err != nil {
		f.Health, f.Found, f.Advice = Bad, err.Error(), "Give another one with --data or DESKCLERK_DATA."
		return f
	}
	probe, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		f.Health, f.Advice = Bad, "It cannot be written; change its permissions, or give another one with --data."
		return f
	}
	_ = errors.Join(probe.Close(), os.Remove(probe.Name()))
	if info, err := os.Stat(dir); err == nil && info.Mode().Perm()&0o077 != 0 {
		f.Health = Warn
		f.Advice = fmt.Sprintf("Other users may look into it; 'chmod 700 %s' closes it to them.", dir)
	}
	return f
}

func examineSpace(dir string) Finding {
	free, err := freeSpace(dir)
	f := Finding{Name: "free space", Health: Good, Found: humanize.IBytes(free)}
	switch {
	case err != nil:
		f.Health, f.Found = Warn, "unknown: "+err.Error()
	case free < lowSpace:
		f.Health, f.Advice = Warn, "Free some space before many documents come."
	}
	return f
}

func examineInstance(dir string) Finding {
	f := Finding{Name: "running", Health: Good, Found: "no"}
	lock, err := lockFolder(dir)
	if err == nil {
		_ = lock.Unlock()
		return f
	}
	if doc.CodeOf(err) != doc.CodeAlreadyRunning {
		f.Health, f.Found = Bad, err.Error()
		return f
	}
	f.Found = "yes"
	if instance, err := ReadInstance(dir); err == nil {
		f.Found = fmt.Sprintf("yes, process %d at %s", instance.PID, instance.BaseURL)
	}
	return f
}

func examineLimits(c Config) Finding {
	size, _ := c.Limits.MaxBytes.MarshalText()
	return Finding{
		Name: "limits", Health: Good,
		Found: fmt.Sprintf("%s and %d pages a file, %s pixels a page, %d workers", size, c.Limits.MaxPages, humanize.Comma(c.Limits.MaxPixels), c.workers()),
	}
}

// examineEngine starts a worker and asks it.
func examineEngine(ctx context.Context, dir string, c Config) []Finding {
	ctx, cancel := context.WithTimeout(ctx, doctorPatience)
	defer cancel()
	command, err := workerCommand(WorkerOptions{Cache: cacheFolder(dir), Tessdata: c.OCR.Tessdata})
	if err != nil {
		return []Finding{{Name: "engine", Health: Bad, Found: err.Error()}}
	}
	pool := worker.NewPool(worker.PoolOptions{Command: command, Size: 1})
	if err := pool.Start(ctx); err != nil {
		return []Finding{{Name: "engine", Health: Bad, Found: err.Error()}}
	}
	defer func() { _ = pool.Stop() }()
	info, err := pool.EngineInfo(ctx)
	if err != nil {
		kind := doc.CodeOf(err).Kind()
		return []Finding{{Name: "engine", Health: Bad, Found: err.Error(), Advice: kind.Hint}}
	}
	return []Finding{
		{Name: "engine", Health: Good, Found: info.Version},
		examineLanguages(info, c.OCR.Languages),
		examineIsolation(pool.Stats().Isolation),
		examinePDF(ctx, pool, dir),
	}
}

func examineLanguages(info doc.EngineInfo, wanted []string) Finding {
	inUse := "the one found on each page"
	if len(wanted) > 0 {
		inUse = strings.Join(wanted, " ")
	}
	f := Finding{Name: "languages", Health: Good, Found: strings.Join(info.Languages, " ") + "; in use: " + inUse}
	var missing []string
	for _, l := range wanted {
		if !slices.Contains(info.Languages, l) {
			missing = append(missing, l)
		}
	}
	if len(missing) > 0 {
		f.Health = Bad
		f.Advice = fmt.Sprintf("Missing: %s. On Debian, install tesseract-ocr-%s, or name another folder in ocr.tessdata.",
			strings.Join(missing, " "), missing[0])
	}
	return f
}

func examineIsolation(i worker.Isolation) Finding {
	f := Finding{Name: "isolation", Health: Good, Found: "workers have no network, cannot gain rights and leave no memory dumps"}
	if !i.Network || !i.NoNewPrivs || !i.NoCore {
		f.Health, f.Found = Warn, "not all of it: "+i.Note
		f.Advice = "Documents are read all the same; this system does not allow a worker to be cut off further."
	}
	return f
}

// examinePDF has a worker open a PDF, which also compiles PDFium the first time.
func examinePDF(ctx context.Context, pool *worker.Pool, dir string) Finding {
	f := Finding{Name: "PDF", Health: Good, Found: "a test page opens"}
	path := filepath.Join(cacheFolder(dir), "doctor.pdf")
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path, []byte(testPDF), 0o600)
	}
	if err != nil {
		return Finding{Name: "PDF", Health: Bad, Found: err.Error()}
	}
	defer func() { _ = os.Remove(path) }()
	if _, err := pool.Inspect(ctx, path, doc.OpenOptions{}); err != nil {
		f.Health, f.Found, f.Advice = Bad, err.Error(), doc.CodeOf(err).Kind().Hint
	}
	return f
}

// testPDF is one empty page. Its cross-references are left to be found anew.
const testPDF = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" +
	"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n" +
	"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>\nendobj\n" +
	"trailer\n<< /Size 4 /Root 1 0 R >>\n%%EOF\n"
