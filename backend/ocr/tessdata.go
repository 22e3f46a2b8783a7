package ocr

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// embedded are eng and osd. The set-up copies them here from Debian's packages;
// without it this line does not compile: run `make setup`.
//
//go:embed tessdata/eng.traineddata tessdata/osd.traineddata
var embedded embed.FS

const extension = ".traineddata"

// systemFolders are where distributions keep language data.
func systemFolders() []string {
	return []string{
		os.Getenv("TESSDATA_PREFIX"),
		"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata",
		"/opt/homebrew/share/tessdata",
	}
}

// tessdata knows where languages lie.
type tessdata struct {
	cache   string   // our own folder: the embedded languages, and links to others
	folders []string // searched in this order
}

func openTessdata(cache string, more []string) (*tessdata, error) {
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of languages: %w", err)
	}
	for _, name := range []string{"eng", "osd"} {
		if err := unpack(cache, name+extension); err != nil {
			return nil, err
		}
	}
	t := &tessdata{cache: cache}
	for _, folder := range append(append(slices.Clone(more), cache), systemFolders()...) {
		if info, err := os.Stat(folder); folder != "" && err == nil && info.IsDir() && !slices.Contains(t.folders, folder) {
			t.folders = append(t.folders, folder)
		}
	}
	return t, nil
}

// unpack writes an embedded file once; several workers may do it at once.
func unpack(folder, name string) error {
	data, err := embedded.ReadFile("tessdata/" + name)
	if err != nil {
		return fmt.Errorf("embedded language: %w", err)
	}
	path := filepath.Join(folder, name)
	if info, err := os.Stat(path); err == nil && info.Size() == int64(len(data)) {
		return nil
	}
	tmp, err := os.CreateTemp(folder, name+".*.tmp")
	if err != nil {
		return fmt.Errorf("unpack a language: %w", err)
	}
	_, err = tmp.Write(data)
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("unpack a language: %w", err), os.Remove(tmp.Name()))
	}
	return nil
}

// code is what a language's name may look like: it becomes a file's name.
var code = regexp.MustCompile(`^[A-Za-z0-9_]{2,32}$`)

// find gives the file of a language.
func (t *tessdata) find(language string) (string, error) {
	if !code.MatchString(language) {
		return "", doc.Errorf(doc.CodeLanguage, "%q is no language's code", language)
	}
	for _, folder := range t.folders {
		path := filepath.Join(folder, language+extension)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, nil
		}
	}
	return "", doc.Errorf(doc.CodeLanguage, "%s", language)
}

// folder gives one folder that holds all of the languages: the engine takes no
// more than one. Where they lie in several, it is a folder of links.
func (t *tessdata) folder(languages []string) (string, error) {
	paths := make([]string, len(languages))
	together := true
	for i, l := range languages {
		path, err := t.find(l)
		if err != nil {
			return "", err
		}
		paths[i] = path
		together = together && filepath.Dir(path) == filepath.Dir(paths[0])
	}
	if together {
		return filepath.Dir(paths[0]), nil
	}
	links := filepath.Join(t.cache, "links-"+strings.Join(languages, "-"))
	if err := os.MkdirAll(links, 0o700); err != nil {
		return "", fmt.Errorf("join the languages: %w", err)
	}
	for _, path := range paths {
		if err := link(path, filepath.Join(links, filepath.Base(path))); err != nil {
			return "", fmt.Errorf("join the languages: %w", err)
		}
	}
	return links, nil
}

// link points name at path, also when it pointed elsewhere.
func link(path, name string) error {
	target, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if now, err := os.Readlink(name); err == nil && now == target {
		return nil
	}
	tmp := fmt.Sprintf("%s.%d", name, os.Getpid())
	if err := os.Symlink(target, tmp); err != nil {
		return err
	}
	return os.Rename(tmp, name)
}

// languages lists what can be read, osd left out: it is no language.
func (t *tessdata) languages() []string {
	var found []string
	for _, folder := range t.folders {
		files, err := filepath.Glob(filepath.Join(folder, "*"+extension))
		if err != nil {
			continue
		}
		for _, f := range files {
			name := strings.TrimSuffix(filepath.Base(f), extension)
			if name != "osd" && name != "equ" && code.MatchString(name) && !slices.Contains(found, name) {
				found = append(found, name)
			}
		}
	}
	slices.Sort(found)
	return found
}
