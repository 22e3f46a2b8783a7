package watch

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"deskclerk/backend/doc"
)

var languageCode = regexp.MustCompile(`^[A-Za-z0-9_]{2,32}$`) //nolint:gochecknoglobals // compiled once

// apply checks settings and takes them over. Errors: invalid_request.
func apply(f *doc.KeptFolder, set doc.FolderSettings) error {
	put(&f.Name, set.Name)
	put(&f.Type, set.Type)
	put(&f.After, set.After)
	put(&f.MoveTo, set.MoveTo)
	put(&f.Tags, set.Tags)
	put(&f.Settle, set.Settle)
	for _, list := range []struct {
		to   *[]string
		from []string
	}{{&f.Languages, set.Languages}, {&f.Include, set.Include}, {&f.Exclude, set.Exclude}} {
		if list.from != nil {
			*list.to = list.from
		}
	}
	f.Name = strings.TrimSpace(f.Name)
	if set.Separators != nil {
		f.Separators = set.Separators
	}
	if f.Type == doc.TypeUnknown {
		f.Type = doc.TypeAuto
	}
	return checkFolder(f.Folder)
}

func put[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func checkFolder(f doc.Folder) error {
	switch {
	case f.Name == "" || len(f.Name) > maxName || !utf8.ValidString(f.Name) || strings.ContainsFunc(f.Name, unicode.IsControl) || strings.ContainsAny(f.Name, `/\`):
		return doc.Refuse(doc.CodeInvalid, "folder_name", "limit", strconv.Itoa(maxName))
	case f.Settle < 0.1 || f.Settle > maxSettle:
		return doc.Refuse(doc.CodeInvalid, "folder_settle", "limit", strconv.Itoa(maxSettle))
	case !slices.Contains([]doc.FolderAfter{doc.AfterLeave, doc.AfterMove, doc.AfterDelete}, f.After):
		return doc.Refuse(doc.CodeInvalid, "folder_after", "value", string(f.After))
	case len(f.Include) > maxPatterns || len(f.Exclude) > maxPatterns:
		return doc.Refuse(doc.CodeInvalid, "folder_patterns", "limit", strconv.Itoa(maxPatterns))
	case len(f.Languages) > 16 || slices.ContainsFunc(f.Languages, func(l string) bool { return !languageCode.MatchString(l) }):
		return doc.Refuse(doc.CodeInvalid, "folder_languages")
	}
	if err := f.Separators.Check(); err != nil {
		return err
	}
	if err := checkMoveTo(f.MoveTo); f.After == doc.AfterMove && err != nil {
		return err
	}
	for _, p := range slices.Concat(f.Include, f.Exclude) {
		if err := checkPattern(p); err != nil {
			return err
		}
	}
	return nil
}

// checkMoveTo accepts a plain path below the folder.
func checkMoveTo(to string) error {
	if to == "" || len(to) > 500 || path.IsAbs(to) || path.Clean(to) != to || to == "." || to == ".." || strings.HasPrefix(to, "../") ||
		strings.ContainsFunc(to, unicode.IsControl) {
		return doc.Refuse(doc.CodeInvalid, "folder_move_to")
	}
	return nil
}
