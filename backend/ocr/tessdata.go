package ocr

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// The files are copied here by `make setup`; see tessdata/README.md.
//
//go:embed tessdata/eng.traineddata tessdata/osd.traineddata
var embedded embed.FS

const extension = ".traineddata"

// languageCode is what Tesseract's file names look like: eng, chi_sim.
var languageCode = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{1,31}$`)

// tessdata knows where language data lies.
type tessdata struct {
	cache   string
	folders []string // in the order they are searched
}

// openTessdata unpacks what is embedded and lists the folders: the given ones,
// the cache, the system's.
func openTessdata(cache string, more []string) (*tessdata, error) {
	if cache == "" {
		return nil, errors.New("ocr: no cache folder given")
	}
	cache, err := filepath.Abs(cache)
	if err != nil {
		return nil, fmt.Errorf("ocr: cache folder: %w", err)
	}
	if err := unpack(cache); err != nil {
		return nil, fmt.Errorf("ocr: unpack language data: %w", err)
	}
	d := &tessdata{cache: cache}
	for _, f := range slices.Concat(more, []string{cache}, systemFolders()) {
		if abs, err := filepath.Abs(f); err == nil && f != "" && !slices.Contains(d.folders, abs) {
			d.folders = append(d.folders, abs)
		}
	}
	return d, nil
}

// systemFolders are where Debian and its kin keep language data, newest first.
func systemFolders() []string {
	var out []string
	for _, pattern := range []string{"/usr/share/tesseract-ocr/[0-9]*/tessdata", "/usr/share/tessdata"} {
		found, err := filepath.Glob(pattern)
		if err == nil {
			slices.Reverse(found)
			out = append(out, found...)
		}
	}
	return out
}

// unpack writes the embedded files that are missing or differ. Two workers may
// do so at once: each file appears whole or not at all.
func unpack(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	entries, err := embedded.ReadDir("tessdata")
	if err != nil {
		return err
	}
	for _, e := range entries {
		data, err := embedded.ReadFile("tessdata/" + e.Name())
		if err != nil {
			return err
		}
		to := filepath.Join(folder, e.Name())
		if have, err := os.ReadFile(to); err == nil && bytes.Equal(have, data) {
			continue
		}
		if err := writeWhole(to, data); err != nil {
			return err
		}
	}
	return nil
}

func writeWhole(to string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(to), ".unpack-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), to)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// languages lists what can be read now.
func (d *tessdata) languages() []string {
	var out []string
	for _, f := range d.folders {
		found, err := filepath.Glob(filepath.Join(f, "*"+extension))
		if err != nil {
			continue
		}
		for _, path := range found {
			code := strings.TrimSuffix(filepath.Base(path), extension)
			if readable(code) {
				out = append(out, code)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// readable leaves out what is no language: osd finds orientation and script,
// equ equations.
func readable(code string) bool {
	return languageCode.MatchString(code) && code != "osd" && code != "equ"
}

// languageSet checks the codes, drops repeats and gives eng for none.
func languageSet(codes []string) ([]string, error) {
	if len(codes) == 0 {
		return []string{"eng"}, nil
	}
	var out []string
	for _, c := range codes {
		if !readable(c) {
			return nil, doc.Errorf(doc.CodeInvalid, "%q is no language code", c)
		}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// folderFor gives one folder that holds all the languages. When they lie in
// several, it is a folder of links. A missing one is doc.CodeLanguage.
func (d *tessdata) folderFor(languages []string) (string, error) {
	paths := make([]string, len(languages))
	for i, code := range languages {
		path, ok := d.find(code)
		if !ok {
			return "", doc.Errorf(doc.CodeLanguage, "%s", code)
		}
		paths[i] = path
	}
	first := filepath.Dir(paths[0])
	if !slices.ContainsFunc(paths, func(p string) bool { return filepath.Dir(p) != first }) {
		return first, nil
	}
	return d.linked(paths)
}

func (d *tessdata) find(code string) (string, bool) {
	for _, f := range d.folders {
		path := filepath.Join(f, code+extension)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, true
		}
	}
	return "", false
}

// linked makes, once, a folder with links to the files.
func (d *tessdata) linked(paths []string) (string, error) {
	sum := sha256.Sum256([]byte(strings.Join(paths, "\x00")))
	folder := filepath.Join(d.cache, fmt.Sprintf("links-%x", sum[:8]))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("ocr: link language data: %w", err)
	}
	for _, p := range paths {
		err := os.Symlink(p, filepath.Join(folder, filepath.Base(p)))
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("ocr: link language data: %w", err)
		}
	}
	return folder, nil
}
